import type { CurlRequest } from '@/lib/docs/parse-curl';

/** How a request that a page sends is going. Times are milliseconds since it was sent. */
export interface Progress {
  phase: 'sent' | 'answering' | 'whole' | 'stopped' | 'failed';
  status: number | null;
  /** All that a page may read, the router's own first. */
  headers: readonly (readonly [name: string, value: string])[];
  firstByteMs: number | null;
  totalMs: number | null;
  body: string;
  /** Is there more than is shown? */
  cut: boolean;
}

const shownCharacters = 100_000;
/** Longer than any answer of the router may take. */
const giveUpMs = 660_000;

/** Sends it to this page's own origin, and tells how it goes each time there is something new. */
export async function performRequest(
  { method, path, headers, body }: CurlRequest,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<void> {
  const sentAt = performance.now();
  const since = () => Math.round(performance.now() - sentAt);
  let now: Progress = beginning;
  const next = (changes: Partial<Progress>) => {
    now = { ...now, ...changes };
    tell(now);
  };
  try {
    const response = await fetch(path, {
      method,
      headers: headers.map(([name, value]): [string, string] => [name, value]),
      body,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(giveUpMs)]),
    });
    next({
      phase: 'answering',
      status: response.status,
      headers: [...response.headers].toSorted(byInterest),
      firstByteMs: since(),
    });
    for await (const text of pieces(response)) {
      const whole = now.body + text;
      next({ body: whole.slice(0, shownCharacters), cut: now.cut || whole.length > shownCharacters });
    }
    next({ phase: 'whole', totalMs: since(), body: now.cut ? now.body : pretty(now.body) });
  } catch {
    next({ phase: signal.aborted ? 'stopped' : 'failed', totalMs: since() });
  }
}

export const beginning: Progress = {
  phase: 'sent',
  status: null,
  headers: [],
  firstByteMs: null,
  totalMs: null,
  body: '',
  cut: false,
};

async function* pieces(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) yield read.value;
}

/** What the router says of the way, its id, then what any server says. */
function byInterest([one]: [string, string], [other]: [string, string]): number {
  return interest(one) - interest(other) || one.localeCompare(other, 'en');
}

function interest(name: string): number {
  if (name.startsWith('x-router-')) return 0;
  if (name === 'x-request-id') return 1;
  return /^(?:content-type|retry-after|x-should-retry)$/.test(name) ? 2 : 3;
}

/** JSON on many lines; anything else, a stream of events say, as it came. */
function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
