/**
 * The tokenizer's thread (create-counter.ts is the other end). Plain JavaScript that is never bundled: it is started by its
 * path under the project's root. The vocabulary is in the package: nothing is fetched.
 *
 * In  { id, texts }
 * Out { id, counts }
 */
import { parentPort } from 'node:worker_threads';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';

/** `<|endoftext|>` in an answer is text like any other. */
const asText = { allowedSpecial: new Set(), disallowedSpecial: new Set() };

/** Merging takes the square of a word's length, and text without an end of words is one word: such are cut. */
const LONGEST_RUN = 64;
const longRun = /[\p{L}\p{M}]{65,}|\s{65,}|[^\s\p{L}\p{M}\p{N}]{65,}/gu;

parentPort.on('message', ({ id, texts }) => parentPort.postMessage({ id, counts: texts.map(count) }));

function count(text) {
  let total = 0;
  let from = 0;
  for (const { 0: run, index } of text.matchAll(longRun)) {
    total += countTokens(text.slice(from, index), asText);
    for (let at = 0; at < run.length; at += LONGEST_RUN) total += countTokens(run.slice(at, at + LONGEST_RUN), asText);
    from = index + run.length;
  }
  return total + countTokens(text.slice(from), asText);
}
