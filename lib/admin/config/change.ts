import { isDeepStrictEqual } from 'node:util';
import { hiddenValue, hideSecretHeaders } from '../../exchange/secret-headers';
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
    difference[field] = tell(field, from, to);
  }
  if (present && Object.keys(difference).length === 0) return null;
  return { action: present ? 'update' : 'create', kind, id, difference };
}

const secretFields: ReadonlySet<string> = new Set(['api_key', 'token']);

function tell(field: string, from: unknown, to: unknown) {
  if (secretFields.has(field)) return hide(from, to);
  return field === 'headers' ? hideHeaders({ from, to }) : { from, to };
}

/** Headers by their names; of a value that looks like a secret only whether it is another one. What is hidden already stays as it is. */
export function hideHeaders({ from, to }: Difference[string]): Difference[string] {
  const was = from === null ? null : hideSecretHeaders(from as Record<string, string>);
  const is = to === null ? null : hideSecretHeaders(to as Record<string, string>);
  for (const [name, value] of Object.entries(is ?? {})) {
    const isOther = (from as Fields | null)?.[name] !== (to as Fields)[name];
    if (is && value === hiddenValue && was?.[name] === hiddenValue && isOther) is[name] = `${hiddenValue}, changed`;
  }
  return { from: was, to: is };
}

function hide(from: unknown, to: unknown) {
  return { from: from === null ? null : 'set', to: to === null ? null : 'changed' };
}

function isNothing(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
