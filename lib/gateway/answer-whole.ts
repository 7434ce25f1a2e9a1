import type { Runtime } from '../runtime/runtime';
import { agentFor } from '../upstream/agent';
import { fetchAnswer } from '../upstream/fetch-answer';
import type { Plan } from './plan';
import { routerHeaders } from './router-headers';
import type { Run } from './run';
import { tryTargets } from './try-targets';

/** Carries out a plan whose answer comes whole. */
export async function answerWhole(runtime: Runtime, plan: Plan, run: Run): Promise<Response> {
  const answer = await tryTargets(plan, run, (attempt) => fetchAnswer(agentFor(attempt.target, runtime), attempt));
  run.readUsage = () => answer.usage;
  run.endAttempt('answered', 200);
  run.settle('completed', 200, null);
  return new Response(answer.text, {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-request-id': run.requestId,
      ...routerHeaders(plan, run),
    },
  });
}
