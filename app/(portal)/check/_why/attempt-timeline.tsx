import { Status, type Tone } from '@/app/_ui/badge';
import type { RequestStory } from '@/app/_visit/request-story';
import { duration } from '../_report/figures';

const width = 1000;

/** Each attempt on one line of time: when it began, how long it took, and how it ended. */
export function AttemptTimeline({ story: { attempts, latency_ms } }: { story: RequestStory }) {
  const whole = Math.max(latency_ms, 1, ...attempts.map(({ started_ms, duration_ms }) => started_ms + duration_ms));
  return (
    <div>
      <h4 className="font-medium text-muted text-xs">Attempts, over {duration(whole)}</h4>
      <ol className="mt-1.5 divide-y divide-line rounded-md border border-line text-sm">
        {attempts.map(({ target, result, words, status, started_ms, duration_ms }, place) => (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: attempts have no name but their place, which never changes
            key={place}
            className="grid items-center gap-x-4 gap-y-1 px-3 py-2 sm:grid-cols-[minmax(0,1fr)_12rem_9rem]"
          >
            <span className="text-pretty">
              <Status tone={toneOf(result)}>{target === null ? 'A target that is gone' : `Target ${target}`}</Status>{' '}
              <span className="text-soft">
                {words}
                {status !== null && result !== 'answered' && ` (${status})`}.
              </span>
            </span>
            <svg
              viewBox={`0 0 ${width} 8`}
              preserveAspectRatio="none"
              className={`h-2 w-full ${result === 'answered' ? 'text-good' : 'text-bad'}`}
              aria-hidden="true"
            >
              <rect width={width} height="8" fill="var(--sunken)" />
              <rect
                x={(started_ms / whole) * width}
                width={Math.max(6, (duration_ms / whole) * width)}
                height="8"
                fill="currentColor"
              />
            </svg>
            <span className="whitespace-nowrap text-muted text-xs tabular-nums sm:text-right">
              after {duration(started_ms)}, took {duration(duration_ms)}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function toneOf(result: string): Tone {
  if (result === 'answered') return 'good';
  return result === 'cancelled' || result === 'stopped' ? 'warn' : 'bad';
}
