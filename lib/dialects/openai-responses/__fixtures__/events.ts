import { readFileSync } from 'node:fs';
import path from 'node:path';

/** The events of a recorded shape, one JSON text each. */
export function readEvents(name: string): string[] {
  const text = readFileSync(path.join(import.meta.dirname, `${name}.events.txt`), 'utf8');
  return text.split('\n').filter((line) => line !== '');
}

/** The same as the bytes of an event stream. */
export function streamOf(events: readonly string[]): string {
  return events.map((event) => `event: ${JSON.parse(event).type}\ndata: ${event}\n\n`).join('');
}

export const whole = [
  'text',
  'reasoning-function-call',
  'apply-patch',
  'namespace-call',
  'incomplete',
  'refusal',
  'oddities',
  'logprobs',
] as const;
