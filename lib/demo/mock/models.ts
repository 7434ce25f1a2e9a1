/** What each of the mock provider's models is there to show. Its names are what it answers to, and what it says it is. */
export const mockModels = {
  steady: { fails: false },
  swift: { fails: false },
  wordsmith: { fails: false },
  /** Every call is a 503, so that a fallback can be seen. */
  broken: { fails: true },
} as const;

export type MockModel = keyof typeof mockModels;

export function isMockModel(name: string): name is MockModel {
  return Object.hasOwn(mockModels, name);
}

/** The mock's origin as the store knows it: no such host exists, so nobody else can ever be called by it. */
export const mockOrigin = 'http://mock.demo.invalid';
