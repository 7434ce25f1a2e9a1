export function policyAddress(id: string): string {
  return `/console/policies/${encodeURIComponent(id)}`;
}

/** What becomes of a request when its policy fails. */
export const onErrorWords = {
  fallback: 'its fallback strategy orders the targets',
  fail: 'the request fails with policy-failed',
} as const;
