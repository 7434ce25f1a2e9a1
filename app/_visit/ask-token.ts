import { FaultBody, TokenAnswer } from './token-answer';

/** What came of asking this deployment about a token. */
export type Finding =
  | { kind: 'known'; token: TokenAnswer }
  | { kind: 'unknown'; requestId: string | null }
  | { kind: 'failed'; status: number; message: string; requestId: string | null }
  /** Something answered that is not this router, or an older one. */
  | { kind: 'wrong-server'; status: number; requestId: string | null }
  | { kind: 'unreachable'; timedOut: boolean };

const answerWithinMs = 15_000;

/** Asks `GET /v1/token` of the page's own origin. The token is in one header and nowhere else. */
export async function askToken(token: string, signal: AbortSignal): Promise<Finding> {
  const deadline = AbortSignal.timeout(answerWithinMs);
  try {
    const response = await fetch('/v1/token', {
      headers: { authorization: `Bearer ${token}`, accept: 'application/json' },
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
      signal: AbortSignal.any([signal, deadline]),
    });
    return readFinding(response.status, response.headers.get('x-request-id'), await response.text());
  } catch {
    return { kind: 'unreachable', timedOut: deadline.aborted };
  }
}

export function readFinding(status: number, requestIdHeader: string | null, body: string): Finding {
  const json = readJson(body);
  const answer = TokenAnswer.safeParse(json);
  if (status === 200 && answer.success) return { kind: 'known', token: answer.data };

  const fault = FaultBody.safeParse(json);
  if (!fault.success) return { kind: 'wrong-server', status, requestId: requestIdHeader };
  const requestId = fault.data.error.request_id ?? requestIdHeader;
  if (status === 401) return { kind: 'unknown', requestId };
  return { kind: 'failed', status, message: fault.data.error.message, requestId };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
