/** The demo's good token, for a page of the demo's own; null where this server is none any more, or offers it to no page. */
export async function askDemoToken(): Promise<string | null> {
  try {
    const response = await fetch('/api/demo/token', { method: 'POST', cache: 'no-store', redirect: 'error' });
    const answer: unknown = await response.json();
    return typeof answer === 'object' && answer !== null && 'good' in answer && typeof answer.good === 'string'
      ? answer.good
      : null;
  } catch {
    return null;
  }
}
