import type { AdminScope, Role } from '../exchange/roles';

export { type AdminScope, adminScopes, type Role, roles } from '../exchange/roles';

/**
 * What there is to be allowed, and who is: the one table. An action is `<noun>:<what>`; every verb names the one it needs
 * (lib/admin/verb.ts), pages show what it lets through, and `e2e/roles.test.ts` walks all of it through every door.
 *
 * Operators care for what requests run on, and see no caller. Viewers see all, and change nothing; secrets are shown to nobody.
 */
const table = {
  'overview:read': ['owner', 'admin', 'operator', 'viewer'],
  'providers:read': ['owner', 'admin', 'operator', 'viewer'],
  'providers:write': ['owner', 'admin', 'operator'],
  'groups:read': ['owner', 'admin', 'operator', 'viewer'],
  'groups:write': ['owner', 'admin'],
  /** A group's targets alone: which, how much of each, on or off; and that one which is left alone is asked again. */
  'targets:write': ['owner', 'admin', 'operator'],
  /** TypeScript policies, their sources among them. */
  'policies:read': ['owner', 'admin', 'operator', 'viewer'],
  'policies:write': ['owner', 'admin'],
  'callers:read': ['owner', 'admin', 'viewer'],
  'callers:write': ['owner', 'admin'],
  'tokens:read': ['owner', 'admin', 'viewer'],
  'tokens:write': ['owner', 'admin'],
  /** Figures by group and target. */
  'usage:read': ['owner', 'admin', 'operator', 'viewer'],
  /** Figures by caller and token, and who sent a request. */
  'usage:callers': ['owner', 'admin', 'viewer'],
  /** What the process counts, by group, provider and model; of no caller. */
  'metrics:read': ['owner', 'admin', 'operator', 'viewer'],
  'audit:read': ['owner', 'admin', 'viewer'],
  'configuration:read': ['owner', 'admin', 'viewer'],
  'configuration:write': ['owner', 'admin'],
  /** One's own password and sessions; of a person, never of a token. */
  'account:use': ['owner', 'admin', 'operator', 'viewer'],
  'administrators:read': ['owner', 'admin'],
  'administrators:write': ['owner'],
  'admin-tokens:read': ['owner', 'admin'],
  'admin-tokens:write': ['owner', 'admin'],
  'demo:read': ['owner', 'admin', 'operator', 'viewer'],
  /** The mock provider's switches. */
  'demo:switch': ['owner', 'admin', 'operator'],
  'demo:remove': ['owner', 'admin'],
  /** The demo's own tokens in clear, which the command line shows. */
  'demo:tokens': ['owner', 'admin'],
} as const satisfies Record<`${AdminScope | 'account'}:${string}`, readonly Role[]>;

export type Action = keyof typeof table;
export const actions = Object.keys(table) as Action[];

export function mayRole(role: Role, action: Action): boolean {
  return (table[action] as readonly Role[]).includes(role);
}

/** The first part of an action's name: what an admin token is narrowed by. */
export function scopeOf(action: Action): AdminScope | 'account' {
  return action.slice(0, action.indexOf(':')) as AdminScope | 'account';
}

/** Is the one role allowed everything that the other is? Whoever makes a token or an administrator gives no more than they have. */
export function includesRole(role: Role, other: Role): boolean {
  return actions.every((action) => mayRole(role, action) || !mayRole(other, action));
}
