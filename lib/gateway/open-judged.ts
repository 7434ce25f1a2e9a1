import { needsWholeAnswer, type RuleName } from '../exchange/answer-rules';
import type { Runtime } from '../runtime/runtime';
import type { Attempt } from '../upstream/attempt';
import { AttemptFailure } from '../upstream/failure';
import type { AnswerStream } from '../upstream/open-answer-stream';
import type { AnswerJudge } from './answer-judge';
import { type HeldStream, holdStream } from './hold-stream';
import type { Plan } from './plan';
import { readStreamedAnswer } from './read-answer';
import type { Run } from './run';
import { tryTargets } from './try-targets';
import { passesBroken, validationHeader } from './validation-header';

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
  let broken: Broken | null = null;
  let unasked: readonly RuleName[] = [];
  const isHeld = judge.buffersStreams && judge.needsWhole;
  const keepsBroken = plan.group.validation?.onFailure === 'pass';
  const tryOnce = async (attempt: Attempt) => {
    const opened = await open(attempt);
    const held = isHeld ? await holdStream(opened, run.place) : { stream: opened, drop: () => opened.close() };
    try {
      if (isHeld) unasked = await judge.judge(readStreamedAnswer(held.stream.first, attempt), attempt.target);
      else if (opened.isEmpty && judge.rules.includes('non-empty')) throw empty();
    } catch (error) {
      if (error instanceof AttemptFailure && keepsBroken) {
        broken?.drop();
        broken = { ...held, rule: error.details.rule ?? 'non-empty' };
      } else held.drop();
      throw error;
    }
    broken?.drop();
    run.markFirstToken();
    return held.stream;
  };
  try {
    const stream = await tryTargets(runtime, plan, run, tryOnce);
    const unchecked = isHeld ? unasked : judge.rules.filter(needsWholeAnswer);
    run.validation = validationHeader(judge, null, unchecked);
    return stream;
  } catch (error) {
    const kept = broken as Broken | null;
    if (kept === null || !passesBroken(error, plan)) throw error;
    // What ended the last try here was no failure of its target; what goes out is an earlier one's.
    run.endAttempt('internal', null);
    run.validation = validationHeader(judge, kept.rule);
    return kept.stream;
  }
}

interface Broken extends HeldStream {
  rule: RuleName;
}

function empty(): AttemptFailure {
  const words = 'The answer is empty.';
  return new AttemptFailure('invalid', { status: 200, internal: `non-empty: ${words}`, words, rule: 'non-empty' });
}
