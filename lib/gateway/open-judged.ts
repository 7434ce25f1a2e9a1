import { needsWholeAnswer, type RuleName } from '../exchange/answer-rules';
import type { Runtime } from '../runtime/runtime';
import type { Attempt } from '../upstream/attempt';
import { AttemptFailure } from '../upstream/failure';
import type { AnswerStream } from '../upstream/open-answer-stream';
import type { AnswerJudge } from './answer-judge';
import type { Plan } from './plan';
import { readStreamedAnswer } from './read-answer';
import type { Run } from './run';
import { tryTargets } from './try-targets';
import { passesBroken, validationHeader } from './validation-header';

/** Longer than any real answer: what comes past it is not held back for. */
const MOST_HELD_CHARACTERS = 32 * 1024 * 1024;

/**
 * The first stream that its group's rules let pass. Where the group says that streams may be held back, each is read to its end
 * before any of it goes out; elsewhere all that can be told in time is that it says nothing at all, and the answer's header
 * names the rules that were not looked at.
 */
export async function openJudged(
  runtime: Runtime,
  plan: Plan,
  run: Run,
  judge: AnswerJudge,
  open: (attempt: Attempt) => Promise<AnswerStream>,
): Promise<AnswerStream> {
  let broken: { stream: AnswerStream; rule: RuleName } | null = null;
  let unasked: readonly RuleName[] = [];
  const isHeld = judge.buffersStreams && judge.needsWhole;
  const tryOnce = async (attempt: Attempt) => {
    const opened = await open(attempt);
    run.readUsage = opened.usage;
    const stream = isHeld ? await hold(opened) : opened;
    try {
      if (isHeld) unasked = await judge.judge(readStreamedAnswer(stream.first, attempt), attempt.target);
      else if (opened.isEmpty && judge.rules.includes('non-empty')) throw empty();
    } catch (error) {
      if (error instanceof AttemptFailure) broken = { stream, rule: error.details.rule ?? 'non-empty' };
      throw error;
    }
    run.markFirstToken();
    return stream;
  };
  try {
    const stream = await tryTargets(runtime, plan, run, tryOnce);
    const unchecked = isHeld ? unasked : judge.rules.filter(needsWholeAnswer);
    run.validation = validationHeader(judge, null, unchecked);
    return stream;
  } catch (error) {
    const kept = broken as { stream: AnswerStream; rule: RuleName } | null;
    if (kept === null || !passesBroken(error, plan)) throw error;
    run.readUsage = kept.stream.usage;
    run.validation = validationHeader(judge, kept.rule);
    return kept.stream;
  }
}

/** All of it, as one piece. */
async function hold(stream: AnswerStream): Promise<AnswerStream> {
  const pieces = [stream.first];
  let length = stream.first.length;
  try {
    for (let text = await stream.next(); text !== null; text = await stream.next()) {
      pieces.push(text);
      length += text.length;
      if (length > MOST_HELD_CHARACTERS)
        throw new AttemptFailure('malformed', { status: 200, internal: 'the stream is too long to be held back' });
    }
  } finally {
    stream.close();
  }
  return { ...stream, first: pieces.join(''), next: async () => null };
}

function empty(): AttemptFailure {
  const words = 'The answer is empty.';
  return new AttemptFailure('invalid', { status: 200, internal: `non-empty: ${words}`, words, rule: 'non-empty' });
}
