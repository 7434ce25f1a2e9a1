import { askDemoToken } from '@/app/_visit/ask-demo-token';
import { readSent } from './read-sent';

/** A request on its way, as its caller sees it. */
export interface Answered {
  group: string;
  /** Null until the answer begins. */
  status: number | null;
  text: string;
  /** From sending to the end; null until then. */
  tookMs: number | null;
  /** What it ended in, where that is no answer. */
  problem: string | null;
  requestId: string | null;
}

/** Asks one of the demo's groups through the door that every caller uses. The token is fetched for this one request and kept nowhere. */
export async function sendDemoRequest(group: string, stream: boolean, tell: (so: Answered) => void): Promise<void> {
  const begun = performance.now();
  let so: Answered = { group, status: null, text: '', tookMs: null, problem: null, requestId: null };
  const change = (some: Partial<Answered>) => {
    so = { ...so, ...some };
    tell(so);
  };
  const token = await askDemoToken();
  if (token === null) return change({ problem: 'This server is no demo any more. Reload the page.' });
  try {
    const response = await fetch('/v1/chat/completions', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: group, stream, messages: [{ role: 'user', content: 'Which way did this go?' }] }),
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    });
    change({ status: response.status, requestId: response.headers.get('x-request-id') });
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    await readSent(response, isStream, change);
  } catch {
    change({ problem: 'The connection ended before the answer did.' });
  }
  change({ tookMs: performance.now() - begun });
}
