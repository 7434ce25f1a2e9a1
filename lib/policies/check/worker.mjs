/**
 * The thread that checks policies (checker.ts is the other end). Plain JavaScript that is never bundled, like the sandbox's.
 *
 * In  { id, source }
 * Out { id, problems } · { id, code, lines, hasValidate }
 */
import { parentPort } from 'node:worker_threads';
import { checkSource } from './check-source.mjs';

parentPort.on('message', ({ id, source }) => parentPort.postMessage({ id, ...checkSource(source) }));
