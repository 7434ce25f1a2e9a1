import type { CompiledPolicy } from './compiled-policy';
import { policyLimits } from './compiled-policy';
import { type PolicyFailure, readDecision, readVerdict } from './read-said';
import type { PolicyEntry } from './sandbox/call';
import type { PolicyRunner } from './sandbox/uncounted';

/** What a policy is told: the contract's context, but for the function, which the sandbox makes of `seed`. */
export type PolicyInput = Omit<PolicyContext, 'random'>;

export interface RunOptions {
  /** `uncounted` where it is only explained or tried. */
  sandbox: PolicyRunner;
  /** What its calls are counted and suspended by (policy-name.ts); its digest where it is only tried. */
  name?: string;
  /** Makes `context.random()`: the same seed gives the same numbers. A whole number of 32 bits. */
  seed: number;
  /** How long it may compute; 20 ms when left out. */
  deadlineMs?: number;
  /** For a test run: what the policy gives to `console.log` comes back in `lines`. */
  keepsLines?: boolean;
}

interface Told {
  /** How long it ran, in milliseconds; 0 where it did not. */
  ms: number;
  /** Empty but for a test run. */
  lines: readonly string[];
}

export type RouteResult = Told &
  (
    | {
        outcome: 'ordered';
        /** Indexes in `context.targets`, each once; null where the policy leaves the order to the fallback strategy. */
        order: readonly number[] | null;
        label: string | null;
        reason: string | null;
      }
    | { outcome: 'refused'; label: string | null; reason: string | null }
    | { outcome: 'failed'; failure: PolicyFailure }
  );

export type ValidateResult = Told &
  ({ outcome: 'valid' | 'invalid'; reason: string | null } | { outcome: 'failed'; failure: PolicyFailure });

/** Asks a policy for the order of attempts. Never rejects: what a policy does wrong is an outcome. */
export async function runPolicy(
  policy: CompiledPolicy,
  context: PolicyInput,
  options: RunOptions,
): Promise<RouteResult> {
  const outcome = await callPolicy(policy, 'route', context, undefined, options);
  const decision = readDecision(outcome, policy, context.targets.length);
  if (decision.outcome === 'failed' && !outcome.failed) options.sandbox.countThrown(options.name ?? policy.digest);
  return { ms: outcome.ms, ...decision };
}

/** Asks a policy whether an answer is good enough. One without `validate` finds every answer so. */
export async function validateAnswer(
  policy: CompiledPolicy,
  context: PolicyInput,
  answer: PolicyAnswer,
  options: RunOptions,
): Promise<ValidateResult> {
  if (!policy.hasValidate) return { outcome: 'valid', reason: null, ms: 0, lines: [] };
  const outcome = await callPolicy(policy, 'validate', context, answer, options);
  const verdict = readVerdict(outcome, policy);
  if (verdict.outcome === 'failed' && !outcome.failed) options.sandbox.countThrown(options.name ?? policy.digest);
  return { ms: outcome.ms, ...verdict };
}

function callPolicy(
  policy: CompiledPolicy,
  entry: PolicyEntry,
  context: PolicyInput,
  answer: PolicyAnswer | undefined,
  { sandbox, name, seed, deadlineMs = policyLimits.deadlineMs, keepsLines = false }: RunOptions,
) {
  const { text } = context.request;
  // The newest is what a request is about.
  const request =
    text === undefined
      ? context.request
      : {
          ...context.request,
          text: text.slice(-policyLimits.textLength),
          textIsCut: text.length > policyLimits.textLength,
        };
  const input = JSON.stringify({
    seed,
    keepsLines,
    context: { ...context, request },
    answer: answer && { ...answer, text: answer.text.slice(0, policyLimits.textLength) },
  });
  return sandbox.call(name ?? policy.digest, { code: policy.code, entry, input, deadlineMs });
}
