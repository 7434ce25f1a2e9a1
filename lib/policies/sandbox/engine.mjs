import release from '@jitl/quickjs-wasmfile-release-sync';
import { DefaultIntrinsics, newQuickJSWASMModuleFromVariant, newVariant } from 'quickjs-emscripten-core';
import { prelude } from './prelude.mjs';

/** Pages of 64 KiB. The least is what the module was built with; the most is the cap that holds, whatever a policy does. */
const leastPages = 256;
const mostPages = 512;
/** Below what the thread's own stack bears (sandbox/thread.ts), so that QuickJS ends a deep recursion by an error of its own. */
const mostStackBytes = 256 * 1024;

/** No clock. What else is not for a policy, the prelude takes away. */
const intrinsics = { ...DefaultIntrinsics, Date: false };

const preludeText = `(${prelude})()`;

/**
 * QuickJS in memory of its own. Each run has a fresh runtime and context, so no state survives; an instance that may have
 * been damaged, or whose memory has grown and can never shrink again, says so and is thrown away by the worker.
 */
export async function createEngine(wasmModule) {
  const wasmMemory = new WebAssembly.Memory({ initial: leastPages, maximum: mostPages });
  // An abort would be printed by the module as well as thrown.
  const emscriptenModule = { print() {}, printErr() {} };
  const quickjs = await newQuickJSWASMModuleFromVariant(
    newVariant(release, { wasmModule, wasmMemory, emscriptenModule }),
  );
  const hasGrown = () => wasmMemory.buffer.byteLength > leastPages * 65_536;
  let isWorn = false;
  let next = null;

  return {
    /** True when the next run wants a new engine. */
    get isWorn() {
      return isWorn;
    },
    /** Readies a runtime for the next run: the half of a run's cost that nobody then waits for. */
    prepare() {
      next ??= begin(quickjs);
    },
    /** Ends with `{ said, hasGrown }`, the prelude's words in JSON, or with `{ failed, message }`. `isOver` is asked again and again. */
    run({ code, entry, input }, isOver) {
      let wasEnded = false;
      let outcome;
      try {
        const fresh = next ?? begin(quickjs);
        next = null;
        fresh.runtime.setInterruptHandler(() => {
          wasEnded = isOver();
          return wasEnded;
        });
        outcome = runIn(fresh, code, entry, input);
        // What has grown is thrown away as a whole, and to take it apart would cost time.
        if (!hasGrown()) for (const part of fresh.parts.reverse()) part.dispose();
      } catch (error) {
        // The host's own stack, or an abort of the module: what is left in there is not to be trusted.
        isWorn = true;
        outcome = { failed: 'crashed', message: error instanceof Error ? error.message : String(error) };
      }
      isWorn ||= hasGrown();
      if (!outcome.failed) return { ...outcome, hasGrown: hasGrown() };
      if (wasEnded) return { failed: 'overran', message: '' };
      return hasGrown() ? { ...outcome, failed: 'out-of-memory' } : outcome;
    },
  };
}

/** A runtime that nothing has run in but the prelude. */
function begin(quickjs) {
  const runtime = quickjs.newRuntime({ maxStackSizeBytes: mostStackBytes });
  const context = runtime.newContext({ intrinsics });
  const run = context.unwrapResult(context.evalCode(preludeText, 'prelude.js'));
  return { runtime, context, run, parts: [runtime, context, run] };
}

function runIn({ context, run, parts }, code, entry, input) {
  // An error is kept unread: what it holds is the policy's to choose, and to read it would run the policy's getters.
  const keep = (result) => {
    parts.push(result.error ?? result.value);
    return result;
  };
  const policy = keep(context.evalCode(`(function(exports){${code}\nreturn exports})`, 'policy.js'));
  if (policy.error) return { failed: 'threw', message: 'the compiled policy is no JavaScript' };
  const texts = [context.newString(entry), context.newString(input)];
  parts.push(...texts);
  const said = keep(context.callFunction(run, context.undefined, policy.value, ...texts));
  if (said.error) return { failed: 'threw', message: 'what it did cannot be told' };
  return { said: context.getString(said.value) };
}
