import { type Answer, askRouter } from './ask-router';
import { TokenAnswer } from './token-answer';

/** What came of asking this deployment about a token. */
export type Finding =
  | { kind: 'known'; token: TokenAnswer }
  | { kind: 'unknown'; requestId: string | null }
  | { kind: 'failed'; status: number; message: string; requestId: string | null }
  /** Something answered that is not this router, or an older one. */
  | { kind: 'wrong-server'; status: number; requestId: string | null }
  | { kind: 'unreachable'; timedOut: boolean };

/** Asks `GET /v1/token` of the page's own origin. The token is in one header and nowhere else. */
export async function askToken(token: string, signal: AbortSignal): Promise<Finding> {
  return findingOf(await askRouter({ path: '/v1/token', answers: TokenAnswer }, token, signal));
}

/** What an answer says of the token that asked: only here is a refusal with 401 a finding of its own. */
export function findingOf(answer: Answer<TokenAnswer>): Finding {
  if (answer.kind === 'answered') return { kind: 'known', token: answer.value };
  if (answer.kind !== 'refused') return answer;
  const { status, message, requestId } = answer;
  return status === 401 ? { kind: 'unknown', requestId } : { kind: 'failed', status, message, requestId };
}
