import type { MockMode } from '../../exchange/mock-modes';

/**
 * What each of the mock provider's models is there to show. Its names are what it answers to, and what it says it is; its nature
 * is how it behaves until somebody switches it.
 */
export const mockModels = {
  steady: { nature: 'fine' },
  swift: { nature: 'fine' },
  wordsmith: { nature: 'fine' },
  /** Every call is a 503, so that a fallback can be seen. */
  broken: { nature: 'unavailable' },
} as const satisfies Record<string, { nature: MockMode }>;

export type MockModel = keyof typeof mockModels;

export function isMockModel(name: string): name is MockModel {
  return Object.hasOwn(mockModels, name);
}
