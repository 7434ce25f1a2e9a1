import type { Dispatcher } from 'undici';
import type { RelayedAnswer } from '../dialects/dialect';
import { type Attempt, beginAttempt, readText } from './attempt';
import { AttemptFailure } from './failure';

/** Larger than any real answer; a body past it is cut off rather than held. */
const MAX_ANSWER_BYTES = 128 * 1024 * 1024;

/** One try at a whole answer. */
export async function fetchAnswer(agent: Dispatcher, attempt: Attempt): Promise<RelayedAnswer> {
  const { call, relay, context } = await beginAttempt(agent, attempt);
  try {
    const text = await readText(call, MAX_ANSWER_BYTES);
    const answer = text === null ? null : relay.relayAnswer(text, context);
    if (answer === null) {
      throw new AttemptFailure('malformed', { status: call.status, internal: 'the body is not an answer' });
    }
    return answer;
  } finally {
    call.close();
  }
}
