import type { Effort, Reasoning } from '../exchange/conversation';

/**
 * How hard a model thinks is said in words by some dialects and in tokens by others. This is the table between them; it is
 * published in the docs (API Compatibility).
 */
export const effortBudgets = {
  minimal: 1_024,
  low: 2_048,
  medium: 8_192,
  high: 16_384,
  xhigh: 24_576,
  max: 32_000,
} as const satisfies Partial<Record<Effort, number>>;

/** In tokens; 0 for no thinking at all. */
export function budgetOfEffort(effort: Effort): number {
  return effort === 'none' ? 0 : effortBudgets[effort];
}

/** The least effort whose budget is not smaller. */
export function effortOfBudget(budgetTokens: number): Effort {
  const found = Object.entries(effortBudgets).find(([, budget]) => budgetTokens <= budget);
  return (found?.[0] as Effort | undefined) ?? 'max';
}

/** What was asked for, in words; null where nothing was. */
export function effortOf(reasoning: Reasoning): Effort | null {
  if (reasoning.mode === 'off') return 'none';
  if (reasoning.effort !== null) return reasoning.effort;
  return reasoning.budgetTokens === null ? null : effortOfBudget(reasoning.budgetTokens);
}
