import { isDeepStrictEqual } from 'node:util';
import type { Fields } from './describe';

export type ObjectKind = 'provider' | 'model' | 'policy' | 'group' | 'user' | 'project' | 'caller' | 'token';

/** What an apply does to one object; one row of the audit. Of secrets it tells only that they changed. */
export interface Change {
  action: 'create' | 'update' | 'delete';
  kind: ObjectKind;
  id: string;
  difference: Difference;
}

export type Difference = Record<string, { from: unknown; to: unknown }>;

/** The change that makes `present` into `declared`, or none. */
export function findChange(kind: ObjectKind, id: string, present: Fields | undefined, declared: Fields): Change | null {
  const difference: Difference = {};
  for (const [field, value] of Object.entries(declared)) {
    const from = present?.[field] ?? null;
    const to = value ?? null;
    if (isDeepStrictEqual(from, to) || (!present && isNothing(to))) continue;
    difference[field] = secretFields.has(field) ? hide(from, to) : { from, to };
  }
  if (present && Object.keys(difference).length === 0) return null;
  return { action: present ? 'update' : 'create', kind, id, difference };
}

const secretFields: ReadonlySet<string> = new Set(['api_key', 'token']);

function hide(from: unknown, to: unknown) {
  return { from: from === null ? null : 'set', to: to === null ? null : 'changed' };
}

function isNothing(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
