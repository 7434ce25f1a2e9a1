import type { RelayedAnswer } from '../dialects/dialect';
import type { RuleName } from '../exchange/answer-rules';
import type { Runtime } from '../runtime/runtime';
import { agentFor } from '../upstream/agent';
import type { Attempt } from '../upstream/attempt';
import { AttemptFailure } from '../upstream/failure';
import { fetchAnswer } from '../upstream/fetch-answer';
import type { AnswerJudge } from './answer-judge';
import type { Plan } from './plan';
import { readAnswer } from './read-answer';
import { routerHeaders } from './router-headers';
import type { Run } from './run';
import { tryTargets } from './try-targets';
import { passesBroken, validationHeader } from './validation-header';

/** Carries out a plan whose answer comes whole. */
export async function answerWhole(
  runtime: Runtime,
  plan: Plan,
  run: Run,
  judge: AnswerJudge | null,
): Promise<Response> {
  let unchecked: readonly RuleName[] = [];
  let broken: { answer: RelayedAnswer; rule: RuleName | null } | null = null;
  const fetch = async (attempt: Attempt) => {
    const answer = await fetchAnswer(agentFor(attempt.target, runtime), attempt);
    if (!judge) return answer;
    unchecked = await judge.judge(readAnswer(answer.text, attempt), attempt.target).catch((error: unknown) => {
      if (error instanceof AttemptFailure) broken = { answer, rule: error.details.rule ?? null };
      throw error;
    });
    return answer;
  };
  try {
    const answer = await tryTargets(runtime, plan, run, fetch);
    run.endAttempt('answered', 200);
    return respond(answer, plan, run, judge && validationHeader(judge, null, unchecked));
  } catch (error) {
    const kept = broken as { answer: RelayedAnswer; rule: RuleName | null } | null;
    if (!judge || kept === null || !passesBroken(error, plan)) throw error;
    return respond(kept.answer, plan, run, validationHeader(judge, kept.rule));
  }
}

function respond(answer: RelayedAnswer, plan: Plan, run: Run, validation: Record<string, string> | null): Response {
  run.settle('completed', 200, null);
  return new Response(answer.text, {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-request-id': run.requestId,
      ...routerHeaders(plan, run),
      ...validation,
    },
  });
}
