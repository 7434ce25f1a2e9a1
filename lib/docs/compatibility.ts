import { capabilityTable, type Passage } from '../dialects/capability-table';
import { effortBudgets } from '../dialects/effort-budgets';
import { type DialectId, dialectIds } from '../exchange/dialect-ids';
import { type Feature, features } from '../exchange/features';
import { quirks } from '../exchange/quirks';

export type CallerDialect = Exclude<DialectId, 'gemini'>;

/** A compatibility table as its page shows it, from the lists that eligibility reads. */
export interface CompatibilityTable {
  /** The caller's own dialect is no column: everything passes there. */
  targets: readonly string[];
  /** `passages` in the order of `targets`. */
  rows: readonly { feature: Feature; words: string; passages: readonly Passage[] }[];
}

export function compatibilityTable(caller: CallerDialect): CompatibilityTable {
  const pairs = capabilityTable().pairs.filter((pair) => pair.caller === caller && pair.target !== caller);
  const asked = (Object.keys(features) as Feature[]).filter((feature) => pairs[0]?.features[feature]);
  return {
    targets: dialectIds.filter((id) => id !== caller).map((id) => titles[id]),
    rows: asked.map((feature) => ({
      feature,
      words: features[feature],
      passages: pairs.map((pair) => pair.features[feature] ?? 'refused'),
    })),
  };
}

const titles: Readonly<Record<DialectId, string>> = {
  'openai-chat': 'Chat Completions',
  'openai-responses': 'Responses',
  'anthropic-messages': 'Messages',
  gemini: 'Gemini',
};

export const effortRows: readonly (readonly [string, number])[] = Object.entries(effortBudgets);
export const quirkRows: readonly (readonly [string, string])[] = Object.entries(quirks);
