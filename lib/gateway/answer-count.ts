import { relayFor } from '../dialects';
import type { Runtime } from '../runtime/runtime';
import { agentFor } from '../upstream/agent';
import { AttemptFailure } from '../upstream/failure';
import { fetchAnswer } from '../upstream/fetch-answer';
import type { Plan } from './plan';
import type { Run } from './run';
import { attemptAt } from './try-targets';

/** Whoever counts before they ask is waiting to ask. */
const COUNT_TIMEOUT_MS = 5_000;

/**
 * `POST /v1/messages/count_tokens`, for every group (field-failures 16): the count of the target that would be asked first,
 * where its provider counts and answers; otherwise an estimate, which says so in `x-router-estimated`. It is no request of a
 * model: whatever goes wrong there, the caller gets a number.
 */
export async function answerCount(runtime: Runtime, plan: Plan, run: Run): Promise<Response> {
  const counted = await countThere(runtime, plan, run);
  run.settle('completed', 200, null);
  return new Response(counted ?? JSON.stringify({ input_tokens: plan.request.inputTokens.likely }), {
    status: 200,
    headers: {
      'content-type': 'application/json',
      'x-request-id': run.requestId,
      ...(counted === null ? { 'x-router-estimated': 'true' } : {}),
    },
  });
}

async function countThere(runtime: Runtime, plan: Plan, run: Run): Promise<string | null> {
  const [first] = plan.order;
  const { dialect, operation } = plan.request;
  if (!first || relayFor(dialect, operation, first.target.provider.dialect) === null) return null;
  // Without a ticket: a provider that cannot count may answer all the same, and is not left alone for it.
  run.beginAttempt(first.target, null);
  try {
    const { text } = await fetchAnswer(agentFor(first.target, runtime), attemptAt(first, plan, run, COUNT_TIMEOUT_MS));
    run.endAttempt('answered', 200);
    return text;
  } catch (error) {
    if (!(error instanceof AttemptFailure) || error.isOurs) throw error;
    run.reportFailure(error);
    run.endAttempt(error.failure, error.details.status ?? null);
    return null;
  }
}
