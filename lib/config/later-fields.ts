import { strategies } from '../routing/strategies';
import { knownKeys } from './schema';

/**
 * What the design names and this version does not do yet. Each is refused by its name, never dropped in silence: a limit that
 * nobody holds would be worse than none.
 */
const laterKeys: Readonly<Record<string, readonly string[]>> = {
  '': ['policies'],
  providers: ['concurrency'],
  'providers.models': ['tier'],
  groups: ['policy', 'affinity', 'validation', 'ceiling', 'limits'],
  projects: ['limits'],
  'callers.tokens': ['tier', 'limits'],
};

const laterValues: Readonly<Record<string, readonly string[]>> = {
  'groups.strategy': ['lowest-cost', 'lowest-latency', 'script'],
};

/** Names that the schema has learnt since are no longer "later", whatever the lists above say. */
export function isLaterKey(object: string, key: string): boolean {
  return (laterKeys[object] ?? []).includes(key) && !(knownKeys[object] ?? []).includes(key);
}

export function isLaterValue(field: string, value: unknown): boolean {
  const known: readonly unknown[] = strategies;
  return (laterValues[field] ?? []).some((later) => later === value) && !known.includes(value);
}
