import type { Dispatcher } from 'undici';
import { dialects } from '../dialects';
import { Delivered } from '../dialects/delivered';
import type { RelayContext, RelayedAnswer } from '../dialects/dialect';
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
    attempt.meter.isWhole = true;
    if (answer.usage) attempt.meter.report(answer.usage);
    if (typeof answer.usage?.outputTokens !== 'number') attempt.meter.delivered = readDelivered(text, attempt, context);
    return answer;
  } finally {
    call.close();
  }
}

/** The few upstreams that do not say what an answer came to: it is read once more, for what it says. */
function readDelivered(text: string | null, { request, target }: Attempt, context: RelayContext): Delivered | null {
  if (text === null || request.operation === 'embeddings' || request.operation === 'messages/count_tokens') return null;
  const delivered = new Delivered();
  for (const part of dialects[target.provider.dialect].upstream.parseAnswer(text, context)?.parts ?? []) {
    if (part.type === 'reasoning') for (const thought of part.texts) delivered.add(thought);
    else if (part.type === 'tool-call') for (const piece of [part.name, part.input]) delivered.add(piece);
    else delivered.add(part.text);
  }
  return delivered;
}
