import type { Backoff } from './backoff';
import type { OpenedBy } from './circuit';
import type { TargetCircuits } from './target-circuits';

/** Why a target is left alone, as facts for an administrator. Times are epoch milliseconds. */
export interface Pause {
  since: number;
  /** Past, where the next request is the one that sees how it is. */
  until: number;
  /** `too-many-requests`: a 429 without a word of how long; `-again`: 429 upon 429, so that it is left alone for longer than it asked; the provider's own where two of its models said so. */
  why: OpenedBy | 'too-many-requests' | 'too-many-requests-again' | 'provider-too-many-requests';
  /** How the last try failed; null where that is said by `why`. */
  lastFailure: string | null;
  failuresInRow: number;
  /** It holds for the groups that wait so long and for no other; null where it holds for all. */
  patienceMs: number | null;
}

/** Of one group's target, or of all groups' where `patienceMs` is left out: whatever keeps it from being asked, the longest first. */
export function tellPauses(
  target: { circuits: TargetCircuits; backoff: Backoff } | undefined,
  provider: Backoff | undefined,
  patienceMs: number | null | undefined,
  now: number,
): Pause[] {
  const pauses: Pause[] = [];
  const { circuits, backoff } = target ?? {};
  if (circuits) {
    tellCircuit(circuits.shared, null);
    for (const [patience, own] of circuits.own)
      if (patienceMs === undefined || patienceMs === patience) tellCircuit(own, patience);
  }
  if (backoff?.wasAsked) {
    // What it asked for is told by its circuit.
    if (backoff.until > (circuits?.shared.heldUntil ?? -Infinity)) tellBackoff(backoff, 'too-many-requests-again');
  } else if (backoff) tellBackoff(backoff, 'too-many-requests');
  if (provider) tellBackoff(provider, 'provider-too-many-requests');
  return pauses.sort((one, other) => other.until - one.until);

  function tellCircuit(circuit: TargetCircuits['shared'], patience: number | null): void {
    const { openUntil, openedAt, why, lastFailure, failuresInRow } = circuit;
    if (openUntil === null) return;
    pauses.push({ since: openedAt, until: openUntil, why, lastFailure, failuresInRow, patienceMs: patience });
  }

  function tellBackoff({ since, until }: Backoff, why: Pause['why']): void {
    if (until > now) pauses.push({ since, until, why, lastFailure: null, failuresInRow: 0, patienceMs: null });
  }
}
