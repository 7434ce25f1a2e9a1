import { compileUntried } from '../../policies/compile-policy';
import type { CompiledPolicy } from '../../policies/compiled-policy';
import { type RouteResult, runPolicy, type ValidateResult, validateAnswer } from '../../policies/run-policy';
import { uncounted } from '../../policies/sandbox/uncounted';
import type { Runtime } from '../../runtime/runtime';
import { AdminRefusal } from '../admin-refusal';
import type { RouteTrial, TriedPolicy, ValidateTrial } from '../contract/policies';
import { answerOf, contextOf, type TryPolicyRequest } from './context-input';
import { findPolicy, readNewest } from './open-for-change';
import { findVersion } from './read';

/** Runs a source, or a version, on one context. What it does wrong there is what the trial is for, and so is an answer. */
export async function tryPolicy(runtime: Runtime, input: TryPolicyRequest): Promise<TriedPolicy> {
  const context = contextOf(input);
  const answer = answerOf(input);
  const { policy, problems } = await open(runtime, input);
  if (!policy) return { problems: [...problems], route: null, validate: null };
  const sandbox = uncounted(runtime.sandbox);
  const deadlineMs = input.deadline_ms;
  const run = { sandbox, seed: input.seed, keepsLines: true, ...(deadlineMs === null ? {} : { deadlineMs }) };
  const route = await runPolicy(policy, context, run);
  const validate = policy.hasValidate ? await validateAnswer(policy, context, answer, run) : null;
  return {
    problems: [],
    route: describeRoute(route, context.targets),
    validate: validate && describeVerdict(validate),
  };
}

async function open(runtime: Runtime, { source, policy_id: id, number }: TryPolicyRequest) {
  if ((source === undefined) === (id === undefined)) {
    throw new AdminRefusal('invalid', 'expected either source or policy_id: what is to be tried');
  }
  if (source !== undefined) return compileUntried(source, runtime.policyChecker);
  const policy = await runtime.store.db.transaction((transaction) => openVersion(transaction, id ?? '', number));
  return { policy, problems: [] };
}

async function openVersion(
  transaction: Parameters<typeof findPolicy>[0],
  id: string,
  asked: number | undefined,
): Promise<CompiledPolicy> {
  const policy = await findPolicy(transaction, id);
  const number = asked ?? policy?.published ?? (await readNewest(transaction, id))?.number;
  if (!policy || number === undefined) throw new AdminRefusal('not-found', `no policy "${id}"`);
  const { digest, code, lines, hasValidate } = await findVersion(transaction, id, number);
  return { digest, code, lines, hasValidate };
}

function describeRoute(result: RouteResult, targets: readonly PolicyTarget[]): RouteTrial {
  const { outcome, ms } = result;
  const told = { outcome, lines: [...result.lines], ms };
  if (outcome === 'failed') return { ...told, order: null, label: null, reason: null, failure: result.failure };
  const { label, reason } = result;
  const order = outcome === 'refused' ? [] : (result.order?.map((index) => nameTarget(targets, index)) ?? null);
  return { ...told, order, label, reason, failure: null };
}

function nameTarget(targets: readonly PolicyTarget[], index: number) {
  const { provider = '', model = '' } = targets[index] ?? {};
  return { index, provider, model };
}

function describeVerdict(result: ValidateResult): ValidateTrial {
  const { outcome, ms } = result;
  const told = { outcome, lines: [...result.lines], ms };
  if (outcome === 'failed') return { ...told, reason: null, failure: result.failure };
  return { ...told, reason: result.reason, failure: null };
}
