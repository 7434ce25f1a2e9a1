/** How a request ended, for whoever reads usage. */
export const outcomes = [
  /** The caller has the whole answer. */
  'completed',
  /** Ended before any upstream was called: not allowed, not eligible, too large, malformed. */
  'refused',
  /** Upstreams were called and no whole answer came of it. */
  'failed',
  /** The caller left first. */
  'cancelled',
] as const;

export type Outcome = (typeof outcomes)[number];
