import { attemptWords } from '../../upstream/attempt-words';
import type { Pause } from '../../upstream/pauses';

/** Why a target is left alone by the server that was asked; `lib/upstream/pauses.ts` tells what each means. */
export interface TargetPause {
  since: string;
  /** Past, where the next request is the one that sees how it is. */
  until: string;
  why: Pause['why'];
  /** The same in words, to be read after "left alone:". */
  words: string;
  last_failure: string | null;
  failures_in_row: number;
  /** It holds for the groups that wait so long and for no other; null where it holds for all. */
  patience_ms: number | null;
}

export function describePauses(pauses: readonly Pause[]): TargetPause[] {
  return pauses.map((pause) => ({
    since: new Date(pause.since).toISOString(),
    until: new Date(pause.until).toISOString(),
    why: pause.why,
    words: tell(pause),
    last_failure: pause.lastFailure,
    failures_in_row: pause.failuresInRow,
    patience_ms: pause.patienceMs,
  }));
}

function tell(pause: Pause): string {
  const { patienceMs } = pause;
  const whose =
    patienceMs === null ? '' : `, for groups that wait ${patienceMs.toLocaleString('en')} ms for the first content`;
  return `${cause(pause)}${whose}`;
}

function cause({ why, lastFailure, failuresInRow }: Pause): string {
  const last = lastFailure === null ? '' : `; at the last try it ${attemptWords(lastFailure)}`;
  switch (why) {
    case 'retry-after':
      return `it ${lastFailure === 'busy' ? 'said that it was busy' : 'answered 429'} and asked for a pause, with Retry-After`;
    case 'too-many-requests':
      return 'it answered 429 and did not say how long to wait';
    case 'too-many-requests-again':
      return 'it has answered 429 again and again, and is left alone for longer than it asked';
    case 'provider-too-many-requests':
      return 'two models of its provider answered 429';
    case 'failures-in-row':
      return `${failuresInRow} failures in a row${last}`;
    case 'failed-share':
      return `half of its tries in 30 seconds failed${last}`;
    case 'trial-failed':
      return `the request that was to see how it is has failed${last}`;
  }
}
