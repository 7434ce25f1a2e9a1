import { createHash } from 'node:crypto';
import type { PolicyChecker, PolicyProblem } from './check/checker';
import { type CompiledPolicy, policyLimits } from './compiled-policy';
import { type PolicyInput, runPolicy, validateAnswer } from './run-policy';
import { type Sample, sampleAnswer, samples } from './samples';
import type { PolicyRunner } from './sandbox/uncounted';

export type Compilation =
  | { problems: readonly PolicyProblem[]; policy: null }
  | { problems: readonly []; policy: CompiledPolicy };

export interface CompileOptions {
  checker: PolicyChecker;
  sandbox: PolicyRunner;
  deadlineMs?: number;
  /** What it is tried on; our own when left out. */
  samples?: readonly Sample[];
}

/** From TypeScript to what is published: the size, syntax, rules and types, and then a trial in the sandbox itself. */
export async function compilePolicy(source: string, options: CompileOptions): Promise<Compilation> {
  const compiled = await compileUntried(source, options.checker);
  if (!compiled.policy) return compiled;
  const problem = await tryPolicy(compiled.policy, options);
  return problem ? { policy: null, problems: [problem] } : compiled;
}

/** All of it but the trial: for whoever wants to see what becomes of a trial of their own. */
export async function compileUntried(source: string, checker: PolicyChecker): Promise<Compilation> {
  const size = Buffer.byteLength(source);
  if (size > policyLimits.sourceBytes) {
    const message = `A policy has at most ${policyLimits.sourceBytes} bytes, and this one has ${size}.`;
    return { policy: null, problems: [{ kind: 'size', line: null, column: null, message }] };
  }
  const checked = await checker.check(source);
  if (checked.problems) return { policy: null, problems: checked.problems };
  const { code, lines, hasValidate } = checked;
  const policy = { digest: createHash('sha256').update(code).digest('hex'), code, lines, hasValidate };
  return { policy, problems: [] };
}

/** One failure is enough to tell: the others have the same cause, most of the time. */
async function tryPolicy(policy: CompiledPolicy, options: CompileOptions): Promise<PolicyProblem | null> {
  for (const { title, context } of options.samples ?? samples) {
    const run = { sandbox: options.sandbox, seed: 1, deadlineMs: options.deadlineMs };
    const failed = await firstFailure(policy, context, run);
    if (failed)
      return {
        kind: 'trial',
        line: failed.failure.line,
        column: null,
        message: `Tried on ${title}, ${failed.entry} failed: ${failed.failure.message}.`,
      };
  }
  return null;
}

async function firstFailure(policy: CompiledPolicy, context: PolicyInput, run: Parameters<typeof runPolicy>[2]) {
  const routed = await runPolicy(policy, context, run);
  if (routed.outcome === 'failed') return { entry: 'route', failure: routed.failure };
  const validated = await validateAnswer(policy, context, sampleAnswer, run);
  return validated.outcome === 'failed' ? { entry: 'validate', failure: validated.failure } : null;
}
