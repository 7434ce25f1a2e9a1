import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A fixture to the byte: `text.sse`, `answer.json`. */
export function readFixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, name), 'utf8');
}

/** The streams that end well. */
export const whole = [
  'text',
  'thought-call',
  'parallel-calls',
  'signed-text',
  'blocked',
  'grounded',
  'logprobs',
] as const;
