import type { Holder } from '../callers/authenticate-caller';
import { policyName } from '../policies/policy-name';
import { runPolicy } from '../policies/run-policy';
import type { PolicyRunner } from '../policies/sandbox/uncounted';
import { affinityKey } from '../routing/affinity-key';
import { randomOf } from '../routing/digest';
import type { Draft, PlanConditions, PolicyDecision } from './plan';
import { policyContext } from './policy-context';

/**
 * Asks the policy of a draft's group for the order. It waits for the sandbox and for nothing else, and what a policy does wrong
 * is a decision too: it says itself which.
 */
export async function askPolicy(
  draft: Draft,
  holder: Holder,
  conditions: PlanConditions,
  sandbox: PolicyRunner,
): Promise<PolicyDecision> {
  const { group, eligible } = draft;
  const { policy } = group;
  const name = `policy ${policy?.id} version ${policy?.version ?? 'none'}`;
  if (!policy?.compiled) return failed(draft, `${name}: no version of it is published`);
  const context = policyContext(draft, holder, conditions);
  const { id, version, compiled, deadlineMs } = policy;
  const counted = policyName({ id, version, digest: compiled.digest });
  const options = { sandbox, name: counted, seed: policySeed(draft, conditions), deadlineMs };
  const said = await runPolicy(compiled, context, options);
  if (said.outcome === 'failed')
    return failed(
      draft,
      `${name} failed: ${said.failure.kind}${said.failure.line === null ? '' : `, line ${said.failure.line}`}`,
    );
  const { label, reason } = said;
  const words = `${name} ${said.outcome}${label ? `, label ${label}` : ''}${reason ? `: ${reason}` : ''}`;
  if (said.outcome === 'refused') return { order: null, isRefused: true, isFailed: false, reasons: [words] };
  const order = said.order?.map((index) => eligible[index]).filter((target) => target !== undefined) ?? null;
  return { order, isRefused: false, isFailed: false, reasons: [words, ...(order ? [] : [fallback(draft)])] };
}

/** Chance falls alike for every turn of a conversation, where the group keeps those on their target. */
function policySeed({ group, request }: Draft, { random, header }: PlanConditions): number {
  const conversation = group.affinity ? affinityKey(request, header) : null;
  const chance = conversation ? randomOf(conversation.key) : random;
  return Math.floor(chance() * 2 ** 32);
}

function failed(draft: Draft, words: string): PolicyDecision {
  const isFailed = draft.group.policy?.onError !== 'fallback';
  return { order: null, isRefused: false, isFailed, reasons: isFailed ? [words] : [words, fallback(draft)] };
}

function fallback({ group }: Draft): string {
  return `ordered by ${group.policy?.fallback ?? 'weighted'}, the policy's fallback`;
}
