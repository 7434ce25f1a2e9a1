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
 * QuickJS in memory of its own, which is put back after every run, byte for byte, to what it was before the first: no state
 * survives, and it costs a tenth of what a new runtime would. An engine that may have been damaged, or whose memory has
 * grown and can never shrink again, says so and is thrown away by the worker.
 */
export async function createEngine(wasmModule) {
  const wasmMemory = new WebAssembly.Memory({ initial: leastPages, maximum: mostPages });
  // An abort would be printed by the module as well as thrown.
  const emscriptenModule = { print() {}, printErr() {} };
  const quickjs = await newQuickJSWASMModuleFromVariant(
    newVariant(release, { wasmModule, wasmMemory, emscriptenModule }),
  );
  const runtime = quickjs.newRuntime({ maxStackSizeBytes: mostStackBytes });
  let isOver = () => false;
  let wasEnded = false;
  runtime.setInterruptHandler(() => {
    wasEnded = isOver();
    return wasEnded;
  });
  const context = runtime.newContext({ intrinsics });
  const begin = context.unwrapResult(context.evalCode(preludeText, 'prelude.js'));
  const pristine = copyUsed(wasmMemory);
  const hasGrown = () => wasmMemory.buffer.byteLength > leastPages * 65_536;
  let isWorn = false;

  return {
    /** True when the next run wants a new engine. */
    get isWorn() {
      return isWorn;
    },
    /** Ends with `{ said, hasGrown }`, the prelude's words in JSON, or with `{ failed, message }`. `mustEnd` is asked again and again. */
    run(call, mustEnd) {
      isOver = mustEnd;
      wasEnded = false;
      let outcome;
      try {
        outcome = runIn(context, begin, call);
      } catch (error) {
        // The host's own stack, or an abort of the module: what is left in there is not to be trusted.
        isWorn = true;
        outcome = { failed: 'crashed', message: error instanceof Error ? error.message : String(error) };
      }
      isWorn ||= hasGrown();
      if (!isWorn) new Uint8Array(wasmMemory.buffer).set(pristine);
      if (!outcome.failed) return { ...outcome, hasGrown: hasGrown() };
      if (wasEnded) return { failed: 'overran', message: '' };
      return hasGrown() ? { ...outcome, failed: 'out-of-memory' } : outcome;
    },
  };
}

/** Up to the last byte that is not zero. What lies above is nobody's: QuickJS writes what it takes from there before it reads. */
function copyUsed({ buffer }) {
  const words = new Uint32Array(buffer);
  let end = words.length;
  while (end > 0 && words[end - 1] === 0) end -= 1;
  return new Uint8Array(buffer.slice(0, end * 4));
}

/**
 * Nothing is freed: the memory is put back as a whole. An error is left unread: what it holds is the policy's to choose, and to
 * read it would run the policy's getters.
 */
function runIn(context, begin, { code, entry, input }) {
  const load = context.evalCode(`(function(exports){${code}\nreturn exports})`, 'policy.js');
  if (load.error) return { failed: 'threw', message: 'the compiled policy is no JavaScript' };
  const texts = [context.newString(entry), context.newString(input)];
  const said = context.callFunction(begin, context.undefined, load.value, ...texts);
  if (said.error) return { failed: 'threw', message: 'what it did cannot be told' };
  return { said: context.getString(said.value) };
}
