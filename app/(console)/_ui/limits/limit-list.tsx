import type { Limits } from '@/lib/exchange/limits';
import { compareLimits, tellLimit } from './limit-draft';

/** Limits to be read. */
export function LimitList({ limits }: { limits: Limits | null | undefined }) {
  const set = compareLimits(null, limits);
  if (set.length === 0) return <span className="text-muted">none</span>;
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1">
      {set.map((field) => (
        <li key={field.path}>
          {field.label}: <span className="whitespace-nowrap font-medium">{tellLimit(field, field.to)}</span>
        </li>
      ))}
    </ul>
  );
}

/** The same in a line, where there is no room for more. */
export function limitsInWords(limits: Limits | null | undefined): string {
  const set = compareLimits(null, limits).map((field) => `${field.label}: ${tellLimit(field, field.to)}`);
  return set.length > 0 ? set.join('; ') : 'none';
}
