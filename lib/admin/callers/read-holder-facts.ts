import { type SQL, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { callers, callerTokens, projects, users } from '../../../db/schema';
import { isAmong } from '../is-among';
import { statusAt } from '../tokens/status-at';

export interface HolderFacts {
  /** Users of a project, projects of a user. */
  callers: number;
  tokens: number;
  activeTokens: number;
  lastUsedAt: string | null;
}

interface Asked {
  ids: readonly string[];
  within?: SQL;
  now: Date;
  /** Where it is known already when each was last used, which is most of the work: not asked again. */
  lastUses?: ReadonlyMap<string, string | null> | undefined;
}

export const noFacts: HolderFacts = { callers: 0, tokens: 0, activeTokens: 0, lastUsedAt: null };

/**
 * What hangs on each of these holders. A token's last use is one step into an index, so that all of it takes as long as there are
 * tokens on the page, however many requests they have sent.
 */
export async function readHolderFacts(
  database: Database,
  by: 'user' | 'project' | 'caller',
  { ids, within, now, lastUses }: Asked,
): Promise<Map<string, HolderFacts>> {
  if (ids.length === 0) return new Map();
  const column = { user: callers.userId, project: callers.projectId, caller: callers.id }[by];
  // What is on the page is settled first: left to itself, the store asks for the last use of every token there is. And it is summed
  // up by caller before it is by name: to count callers apart among their tokens, all of these would be sorted.
  const rows = await database.execute<Record<'name' | 'callers' | 'tokens' | 'active' | 'last_ms', string | null>>(sql`
    with held as materialized (
      select ${callers.id} as caller_id, ${column}::text as name, ${callerTokens.tokenId} as token_id,
        ${callerTokens.tokenId} is not null and ${statusAt(now)} = 'active' as is_active
      from ${callers}
      join ${users} on ${users.id} = ${callers.userId}
      join ${projects} on ${projects.id} = ${callers.projectId}
      left join ${callerTokens} on ${callerTokens.callerId} = ${callers.id}
      where ${by === 'caller' ? sql`${within ?? sql`false`}` : isAmong(column, ids)}
    ), by_caller as (
      select caller_id, name, count(token_id) as tokens, count(*) filter (where is_active) as active, max(at) as last_at
      from held
      left join lateral (
        select max(started_at) as at from usage_records
        where ${lastUses ? sql`false` : sql`usage_records.token_id = held.token_id`}
      ) as last_use on true
      group by caller_id, name
    )
    select name, count(*) as callers, sum(tokens) as tokens, sum(active) as active,
      floor(extract(epoch from max(last_at)) * 1000)::text as last_ms
    from by_caller
    group by name`);
  return new Map(
    rows.map(({ name, callers: count, tokens, active, last_ms }) => [
      name ?? '',
      {
        callers: Number(count),
        tokens: Number(tokens),
        activeTokens: Number(active),
        lastUsedAt: last_ms === null ? (lastUses?.get(name ?? '') ?? null) : new Date(Number(last_ms)).toISOString(),
      },
    ]),
  );
}
