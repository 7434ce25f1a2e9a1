import type { DialectId } from '../exchange/dialect-ids';
import { dialectIds } from '../exchange/dialect-ids';
import { type Carriage, type Feature, features } from '../exchange/features';
import { dialects } from '.';
import { effortBudgets } from './effort-budgets';

/** `passed`: both ends speak the dialect and the bytes are passed on. */
export type Passage = Carriage | 'passed';

export interface CapabilityTable {
  object: 'capabilities';
  /** What can be asked for, in words. */
  features: Readonly<Record<Feature, string>>;
  /** For each dialect of callers, and each of targets: what becomes of every feature a caller can ask for. */
  pairs: readonly { caller: DialectId; target: DialectId; features: Partial<Record<Feature, Passage>> }[];
  /** How an effort in words and a budget in tokens stand for each other. */
  effort_budgets: Readonly<Record<string, number>>;
}

/** Design rule 3 as a table, from the very lists that eligibility reads. */
export function capabilityTable(): CapabilityTable {
  const pairs = dialectIds.flatMap((caller) =>
    (dialects[caller].caller ? dialectIds : []).map((target) => ({
      caller,
      target,
      features: passages(caller, target),
    })),
  );
  return { object: 'capabilities', features, pairs, effort_budgets: effortBudgets };
}

function passages(caller: DialectId, target: DialectId): Partial<Record<Feature, Passage>> {
  const asks = dialects[caller].caller?.asks ?? [];
  const { carries } = dialects[target].upstream;
  return Object.fromEntries(asks.map((feature) => [feature, caller === target ? 'passed' : carries[feature]]));
}
