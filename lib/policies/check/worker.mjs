/**
 * The thread that checks policies (checker.ts is the other end). Plain JavaScript that is never bundled, like the sandbox's.
 *
 * In  { id, source } · { id, source, position } · { id, source, position, describes: true }
 * Out { id, problems } · { id, code, lines, hasValidate } · { id, entries } · { id, described }
 */
import { parentPort } from 'node:worker_threads';
import { checkSource } from './check-source.mjs';
import { completeSource, describeSource } from './complete-source.mjs';

parentPort.on('message', ({ id, source, position, describes }) => {
  parentPort.postMessage({ id, ...answer(source, position, describes) });
});

function answer(source, position, describes) {
  if (position === undefined) return checkSource(source);
  return describes ? { described: describeSource(source, position) } : { entries: completeSource(source, position) };
}
