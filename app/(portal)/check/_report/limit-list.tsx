import type { UsageAnswer } from '@/lib/gateway/contract';
import { inFull, money } from './figures';

type LimitState = UsageAnswer['limits'][number];

const whose = { token: 'this token', project: 'its project', group: 'group' } as const;

/** What is left of each limit; a bar beside the words, for those who see. */
export function LimitList({ limits }: { limits: readonly LimitState[] }) {
  if (limits.length === 0) return null;
  return (
    <ul aria-label="Limits" className="mt-4 space-y-2.5 text-xs">
      {limits.map((limit) => (
        <li key={`${limit.scope} ${limit.id} ${limit.name}`}>
          <span className="flex flex-wrap justify-between gap-x-3 tabular-nums">
            <span className="text-soft">
              {tellName(limit.name)}, {limit.scope === 'group' ? `group ${limit.id}` : whose[limit.scope]}
            </span>
            <span className={limit.remaining === 0 ? 'font-medium text-bad' : ''}>{tellLeft(limit)}</span>
          </span>
          <span aria-hidden="true" className="mt-1 block h-1 rounded-full bg-sunken">
            <span
              className={`block h-1 rounded-full ${limit.remaining === 0 ? 'bg-bad' : 'bg-accent'}`}
              style={{ width: `${share(limit)}%` }}
            />
          </span>
        </li>
      ))}
    </ul>
  );
}

function share({ used, limit }: LimitState): number {
  return Math.min(100, Math.round((100 * (used ?? 0)) / limit));
}

/** `usd_per_month` as “US dollars per month”. */
function tellName(name: string): string {
  const words = name
    .replaceAll('_', ' ')
    .replace(/^usd/, 'US dollars')
    .replace(/ lifetime$/, ' in all');
  return words === 'concurrency' ? 'Requests at once' : words.charAt(0).toUpperCase() + words.slice(1);
}

function tellLeft({ name, limit, remaining, resets_at }: LimitState): string {
  const show = name.startsWith('usd') ? money : inFull;
  if (remaining === null) return `${show(limit)}; what is left is not known now`;
  const until = remaining === 0 && resets_at !== null ? `, until ${resets_at.slice(0, 16).replace('T', ' ')} UTC` : '';
  return `${show(remaining)} of ${show(limit)} left${until}`;
}
