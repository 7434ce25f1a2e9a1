/** How one of the demo's mock models behaves. */
export const mockModes = [
  /** It answers. */
  'fine',
  /** Every call is a 503. */
  'unavailable',
  /** It takes seconds before its first word. */
  'slow',
  /** It breaks off in the middle of its answer. */
  'cut',
] as const;

export type MockMode = (typeof mockModes)[number];
