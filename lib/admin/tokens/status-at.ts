import { type SQL, sql } from 'drizzle-orm';
import { callers, callerTokens, projects, users } from '../../../db/schema';
import type { HolderStatus, TokenStatus } from '../../exchange/statuses';

/** What the status of a token's user, caller or project would be, where a change is only thought of. */
export interface SupposedHolders {
  user?: HolderStatus;
  caller?: HolderStatus;
  project?: HolderStatus;
}

/** A token's status as requests meet it (lib/callers/authenticate-caller.ts), by the clock that they go by. */
export function statusAt(now: Date, supposed: SupposedHolders = {}): SQL<TokenStatus> {
  const user = supposed.user ? sql`${supposed.user}::text` : users.status;
  const caller = supposed.caller ? sql`${supposed.caller}::text` : callers.status;
  const project = supposed.project ? sql`${supposed.project}::text` : projects.status;
  const holders = sql`(${user}, ${caller}, ${project})`;
  const moment = sql`${now.toISOString()}::timestamptz`;
  return sql<TokenStatus>`case
    when ${callerTokens.status} <> 'active' then ${callerTokens.status}
    when 'disabled' in ${holders} then 'disabled'
    when 'suspended' in ${holders} then 'suspended'
    when ${callerTokens.rotatesAt} <= ${moment} then 'rotated'
    when ${callerTokens.expiresAt} <= ${moment} then 'expired'
    else 'active' end`;
}
