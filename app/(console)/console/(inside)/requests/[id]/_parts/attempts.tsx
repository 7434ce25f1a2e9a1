import { Status, type Tone } from '@/app/_ui/badge';
import { milliseconds } from '@/app/(console)/_charts/figures';
import { targetPage } from '@/app/(console)/_nav/links';
import type { RequestStory } from '@/lib/admin/requests/story';
import { tellUse } from './cost-words';
import { isOfGone, LinkUnlessGone } from './link-unless-gone';

const width = 1_000;

/** Each attempt on one line of time: when it began, how long it took, how it ended; and when the first token came. */
export function Attempts({ story: { attempts, latency_ms, first_token_ms, gone } }: { story: RequestStory }) {
  const whole = Math.max(latency_ms, 1, ...attempts.map(({ started_ms, duration_ms }) => started_ms + duration_ms));
  const place = (time: number) => (time / whole) * width;
  return (
    <section aria-labelledby="attempts" className="mt-8">
      <h2 id="attempts" className="font-semibold text-base tracking-tight">
        What happened
      </h2>
      <p className="mt-0.5 mb-3 text-muted text-sm">
        {attempts.length === 0
          ? 'No target was asked: it was decided before that.'
          : `From its arrival to its end, ${milliseconds(whole)}.${first_token_ms === null ? '' : ` The upright line is its first token, after ${milliseconds(first_token_ms)}.`}`}
      </p>
      {attempts.length > 0 && (
        <ol className="divide-y divide-line rounded-lg border border-line bg-raised text-sm">
          {attempts.map((attempt, index) => (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: an attempt has no name but its place, which never changes
              key={index}
              className="grid items-center gap-x-5 gap-y-1.5 px-5 py-3 md:grid-cols-[minmax(0,1fr)_minmax(8rem,16rem)_10rem]"
            >
              <div className="min-w-0">
                <Status tone={toneOf(attempt.result)}>{index + 1}.</Status>{' '}
                <LinkUnlessGone name={attempt.target} page={targetPage} isGone={isOfGone(attempt.target, gone)} />{' '}
                <span className="text-soft">
                  {attempt.words}
                  {attempt.status !== null && ` (${attempt.status})`}.
                </span>
                {attempt.used && <span className="block pl-4 text-muted text-xs tabular-nums">{tellUse(attempt)}</span>}
                {attempt.number === null && <span className="text-muted"> It is not in the group any more.</span>}
              </div>
              <svg
                viewBox={`0 0 ${width} 12`}
                preserveAspectRatio="none"
                className={`h-3 w-full ${attempt.result === 'answered' ? 'text-good' : 'text-bad'}`}
                aria-hidden="true"
              >
                <rect y="2" width={width} height="8" fill="var(--sunken)" />
                <rect
                  x={place(attempt.started_ms)}
                  y="2"
                  width={Math.max(6, place(attempt.duration_ms))}
                  height="8"
                  fill="currentColor"
                />
                {first_token_ms !== null && (
                  <rect x={Math.min(place(first_token_ms), width - 5)} width="5" height="12" fill="var(--ink)" />
                )}
              </svg>
              <p className="whitespace-nowrap text-muted text-xs tabular-nums md:text-right">
                after {milliseconds(attempt.started_ms)}, took {milliseconds(attempt.duration_ms)}
              </p>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function toneOf(result: string): Tone {
  if (result === 'answered') return 'good';
  return result === 'cancelled' || result === 'stopped' ? 'warn' : 'bad';
}
