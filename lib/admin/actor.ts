import type { Author } from '../../db/queries/policy-change';
import type { AdminScope, Role } from '../exchange/roles';
import { type Action, mayRole, scopeOf } from './roles';

/** Who asks for a verb, once that is known. */
export interface Actor {
  /** The server's own admin token (ROUTER_ADMIN_TOKEN), another one made here, or a person at the console. */
  kind: 'server-token' | 'admin-token' | 'administrator';
  /** Of an administrator, what they sign in as; of a token, its public id. */
  name: string;
  role: Role;
  /** What an admin token is narrowed to; null for all that its role may. */
  scopes: readonly AdminScope[] | null;
  via: 'console' | 'api';
  /** The peer's address, where one is known. */
  address: string | null;
  /** An administrator's own row and session. */
  administratorId: number | null;
  sessionId: string | null;
}

export function may(actor: Pick<Actor, 'role' | 'scopes'>, action: Action): boolean {
  return (
    mayRole(actor.role, action) && (actor.scopes === null || actor.scopes.some((scope) => scope === scopeOf(action)))
  );
}

/** As the audit has it. */
export function authorOf({ kind, name, via, address }: Actor): Author {
  const actor =
    kind === 'administrator' ? `administrator ${name}` : kind === 'admin-token' ? `admin-token ${name}` : 'admin-token';
  return { actor, via, address };
}
