import { and, asc, eq, or, sql } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { auditEvents, callerTokens } from '../../../db/schema';
import { isAmong } from '../is-among';

/** The tokens that a token was made in the place of, and that was made in its place, as its rotation wrote them into the audit. */
export async function readRotation(
  database: Database,
  tokenId: string,
): Promise<{ replaces: string | null; replaced_by: string | null }> {
  const { objectKind, objectId, difference, id } = auditEvents;
  const told = (field: string) => sql<string | null>`${difference} -> ${field}::text ->> 'to'`;
  const rows = await database
    .select({ replaces: told('replaces'), replacedBy: told('replaced_by') })
    .from(auditEvents)
    .where(
      and(
        ...[eq(objectKind, 'token'), eq(objectId, tokenId)],
        or(sql`${told('replaces')} is not null`, sql`${told('replaced_by')} is not null`),
      ),
    )
    .orderBy(asc(id));
  const names = rows.flatMap(({ replaces, replacedBy }) => [replaces ?? [], replacedBy ?? []].flat());
  // Those that have gone since, with a demo or a file, have no page to lead to.
  const there = await database
    .select({ id: callerTokens.tokenId })
    .from(callerTokens)
    .where(isAmong(callerTokens.tokenId, names));
  const find = (name: string | null | undefined) => there.find((row) => row.id === name)?.id ?? null;
  return {
    replaces: find(rows.findLast(({ replaces }) => replaces)?.replaces),
    replaced_by: find(rows.findLast(({ replacedBy }) => replacedBy)?.replacedBy),
  };
}
