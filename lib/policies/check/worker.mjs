/**
 * The thread that checks policies (checker.ts is the other end). Plain JavaScript that is never bundled, like the sandbox's.
 *
 * In  { id, source } · { id, source, position }
 * Out { id, problems } · { id, code, lines, hasValidate } · { id, entries }
 */
import { parentPort } from 'node:worker_threads';
import { checkSource } from './check-source.mjs';
import { completeSource } from './complete-source.mjs';

parentPort.on('message', ({ id, source, position }) => {
  const answer = position === undefined ? checkSource(source) : { entries: completeSource(source, position) };
  parentPort.postMessage({ id, ...answer });
});
