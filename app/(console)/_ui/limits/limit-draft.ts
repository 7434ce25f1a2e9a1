import type { Limits } from '@/lib/exchange/limits';
import { type LimitField, limitFields } from './limit-fields';

/** Limits while they are edited: what was typed, by the path of each; empty where nothing is limited. */
export type LimitDraft = Readonly<Record<string, string>>;

export function draftLimits(limits: Limits | null | undefined): LimitDraft {
  return Object.fromEntries(limitFields.map(({ path, read }) => [path, read(limits ?? {})?.toString() ?? '']));
}

/** What was typed, whether it is a number or not: the verb says what it expects in its place. Null where nothing was. */
export function limitsOfDraft(draft: LimitDraft): Limits | null {
  const limits: Record<string, number | Record<string, number>> = {};
  for (const { path } of limitFields) {
    const text = draft[path]?.trim() ?? '';
    if (text === '') continue;
    const [name = '', period] = path.split('.');
    if (period === undefined) limits[name] = Number(text);
    else limits[name] = { ...(limits[name] as Record<string, number> | undefined), [period]: Number(text) };
  }
  return Object.keys(limits).length > 0 ? (limits as Limits) : null;
}

export interface LimitChange extends LimitField {
  from: number | null;
  to: number | null;
}

export function compareLimits(from: Limits | null | undefined, to: Limits | null | undefined): LimitChange[] {
  return limitFields.flatMap((field) => {
    const change = { from: field.read(from ?? {}) ?? null, to: field.read(to ?? {}) ?? null };
    return Object.is(change.from, change.to) ? [] : [{ ...field, ...change }];
  });
}

/** A limit as people read it. */
export function tellLimit({ isMoney }: Pick<LimitField, 'isMoney'>, value: number | null): string {
  if (value === null) return 'not limited';
  if (Number.isNaN(value)) return 'not a number';
  const digits = isMoney ? { minimumFractionDigits: Number.isInteger(value) ? 0 : 2, maximumFractionDigits: 20 } : {};
  return value.toLocaleString('en', digits);
}
