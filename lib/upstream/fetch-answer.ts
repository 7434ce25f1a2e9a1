import type { Dispatcher } from 'undici';
import type { Usage } from '../exchange/events';
import { type Attempt, beginAttempt, operationOf, readText } from './attempt';
import { AttemptFailure } from './failure';

/** Larger than any real answer; a body past it is cut off rather than held. */
const MAX_ANSWER_BYTES = 128 * 1024 * 1024;

export interface WholeAnswer {
  /** The caller's own copy. */
  text: string;
  usage: Usage | null;
}

/** One try at a whole answer. */
export async function fetchAnswer(agent: Dispatcher, attempt: Attempt): Promise<WholeAnswer> {
  const operation = operationOf(attempt);
  const call = await beginAttempt(agent, attempt);
  try {
    const text = await readText(call, MAX_ANSWER_BYTES);
    const answer = text === null ? null : operation.parseAnswer(text);
    if (text === null || answer === null) {
      throw new AttemptFailure('malformed', { status: call.status, internal: 'the body is not an answer' });
    }
    return { text: operation.renderAnswer(text, attempt.request), usage: answer.usage };
  } finally {
    call.close();
  }
}
