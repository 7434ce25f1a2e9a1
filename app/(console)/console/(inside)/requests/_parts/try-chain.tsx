import { Icon } from '@/app/_ui/icon';
import type { RequestRow } from '@/lib/admin/requests/list';

/** The targets in the order in which they were asked: a fallback is seen at a glance. */
export function TryChain({ tries }: Pick<RequestRow, 'tries'>) {
  if (tries.length === 0) return <span className="text-muted">none asked</span>;
  return (
    <ol className="flex flex-wrap items-center gap-x-1.5 gap-y-0.5">
      {tries.map(({ target, status, result }, place) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: a try has no name but its place, which never changes
          key={place}
          className="relative flex items-center gap-1.5 whitespace-nowrap"
        >
          {place > 0 && <Icon name="arrow" className="size-3 text-muted" />}
          {place > 0 && <span className="sr-only">then</span>}
          <span className={result === 'answered' ? '' : 'text-muted line-through decoration-1'}>{target}</span>
          {result !== 'answered' && <span className="text-bad text-xs">{status ?? result}</span>}
        </li>
      ))}
    </ol>
  );
}
