import type { Transaction } from '../../../db/client';
import { modelGroups } from '../../../db/schema';
import { didYouMean } from '../../config/nearest';
import { refusalAt } from '../admin-refusal';

/** A token may use groups that there are, and no others. */
export async function refuseUnknownGroups(transaction: Transaction, groups: readonly string[]): Promise<void> {
  const known = (await transaction.select({ id: modelGroups.id }).from(modelGroups)).map(({ id }) => id);
  const unknown = groups.filter((group) => !known.includes(group));
  if (unknown.length === 0) return;
  const told = unknown.map((group) => `no group "${group}"${didYouMean(group, known)}`);
  const message = told.join('\n');
  throw refusalAt('invalid', 'allow', message);
}
