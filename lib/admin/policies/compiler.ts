import { createPolicyChecker, type PolicyChecker } from '../../policies/check/checker';
import { type Compilation, compilePolicy } from '../../policies/compile-policy';
import { createSandbox, type Sandbox } from '../../policies/sandbox/create-sandbox';
import { uncounted } from '../../policies/sandbox/uncounted';
import type { Runtime } from '../../runtime/runtime';

/** From TypeScript to what is published, or to everything that is wrong with it. */
export type CompileSource = (source: string, deadlineMs: number | null) => Promise<Compilation>;

/** With what the server has running. */
export function compilerOf({ policyChecker, sandbox }: Pick<Runtime, 'policyChecker' | 'sandbox'>): CompileSource {
  return compileWith(policyChecker, sandbox);
}

/** One of its own, for whoever has none running: its threads start with the first source, and end by `close`. */
export function createPolicyCompiler(): { compile: CompileSource; close(): void } {
  const checker = createPolicyChecker();
  const sandbox = createSandbox({ waitMs: 30_000 });
  return {
    compile: compileWith(checker, sandbox),
    close() {
      checker.close();
      sandbox.close();
    },
  };
}

function compileWith(checker: PolicyChecker, sandbox: Pick<Sandbox, 'start' | 'call'>): CompileSource {
  return async (source, deadlineMs) => {
    // A trial is a call like any other, and would not wait long for threads that have yet to start; why they do not, it says.
    await sandbox.start().catch(() => {});
    return compilePolicy(source, {
      checker,
      sandbox: uncounted(sandbox),
      ...(deadlineMs === null ? {} : { deadlineMs }),
    });
  };
}
