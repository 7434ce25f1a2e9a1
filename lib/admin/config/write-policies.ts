import { max } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { policies, policyVersions } from '../../../db/schema';
import type { DeclaredPolicy } from '../../config/declared';
import type { Manager } from '../../exchange/statuses';
import type { CompiledPolicy } from '../../policies/compiled-policy';
import { isAmong } from '../is-among';
import { insertRows } from './insert-rows';

export interface NewVersions {
  /** Of the policies whose source changes, by their ids. */
  versions: ReadonlyMap<string, CompiledPolicy>;
  actor: string;
}

/** TypeScript policies: a source that changes is a new version, and published at once. */
export async function writePolicies(
  transaction: Transaction,
  writes: readonly DeclaredPolicy[],
  { versions, actor, manager, now }: NewVersions & { manager: Manager; now: Date },
): Promise<void> {
  if (writes.length === 0) return;
  const latest = await readLatestNumbers(
    transaction,
    writes.map(({ id }) => id),
  );
  const rows = writes.map(({ id, title, deadlineMs, onError, fallback, managedBy }) => ({
    ...{ id, title, deadlineMs, onError, fallback, managedBy: managedBy ?? manager, updatedAt: now },
  }));
  await insertRows(transaction, policies, rows, [policies.id]);
  const changed = writes.flatMap(({ id, source }) => {
    const compiled = versions.get(id);
    return compiled ? [{ id, source, compiled, number: (latest.get(id) ?? 0) + 1 }] : [];
  });
  const versionRows = changed.map(({ id, source, compiled, number }) => ({
    ...{ policyId: id, number, source, actor, at: now, publishedAt: now },
    ...versionFields(compiled),
  }));
  await insertRows(transaction, policyVersions, versionRows);
  const published = new Map(changed.map(({ id, number }) => [id, number]));
  const publishedRows = rows.flatMap((row) => {
    const number = published.get(row.id);
    return number === undefined ? [] : [{ ...row, published: number }];
  });
  await insertRows(transaction, policies, publishedRows, [policies.id]);
}

/** What compiling made, as the store keeps it. */
export function versionFields({ code, lines, digest, hasValidate }: CompiledPolicy) {
  return { code, lines: [...lines], digest, hasValidate };
}

/** The number of each policy's newest version. */
export async function readLatestNumbers(
  transaction: Transaction,
  ids: readonly string[],
): Promise<Map<string, number>> {
  const { policyId, number } = policyVersions;
  const rows = await transaction
    .select({ id: policyId, latest: max(number) })
    .from(policyVersions)
    .where(isAmong(policyId, ids))
    .groupBy(policyId);
  return new Map(rows.map(({ id, latest }) => [id, latest ?? 0]));
}
