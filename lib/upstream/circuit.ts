import { createFailureWindow, type FailureWindow } from './failure-window';

/**
 * A target's circuit: closed while it answers, open while it is left alone, half-open when its wait is over and one request
 * is let through to see. Everything is handed in, the clock and the jitter too; times are epoch milliseconds.
 */
export interface Circuit {
  failuresInRow: number;
  window: FailureWindow;
  /** Null while closed. */
  openUntil: number | null;
  /** What the target asked for itself with `Retry-After`: no trial comes before it. */
  heldUntil: number;
  /** How often it has opened without a calm time between: each time for twice as long. */
  level: number;
  closedAt: number;
  trial: Trial | null;
  lastResortAt: number;
  /** For people: since when it is not closed, why, and how the last try failed. */
  openedAt: number;
  why: OpenedBy;
  lastFailure: string | null;
}

/** `retry-after`: the target asked for it; `trial-failed`: the request that was to see how it is has failed as well. */
export type OpenedBy = 'retry-after' | 'failures-in-row' | 'failed-share' | 'trial-failed';

interface Trial {
  number: number;
  begunAt: number;
  /** Sent before the wait was over, because no target was left. */
  isLastResort: boolean;
}

export type CircuitState = 'closed' | 'open' | 'half-open';

const FAILURES_IN_ROW = 5;
const FIRST_OPEN_MS = 5_000;
const LONGEST_OPEN_MS = 300_000;
/** Closed for so long, it begins with the shortest wait again. */
const CALM_MS = 60_000;
/** A trial that nobody has told the end of is given up, so that another may begin. */
const TRIAL_LOST_MS = 660_000;
const LONGEST_HELD_MS = 3_600_000;
const LAST_RESORT_EVERY_MS = 1_000;

export function createCircuit(): Circuit {
  return {
    failuresInRow: 0,
    window: createFailureWindow(),
    openUntil: null,
    heldUntil: -Infinity,
    level: 0,
    closedAt: -Infinity,
    trial: null,
    lastResortAt: -Infinity,
    openedAt: -Infinity,
    why: 'failures-in-row',
    lastFailure: null,
  };
}

export function circuitState({ openUntil }: Circuit, now: number): CircuitState {
  if (openUntil === null) return 'closed';
  return now < openUntil ? 'open' : 'half-open';
}

export function mayPass(circuit: Circuit, now: number): boolean {
  const state = circuitState(circuit, now);
  return state === 'closed' || (state === 'half-open' && !hasTrial(circuit, now));
}

/** Open, with no other target left: one request a second may see whether it is still away, unless it asked for its wait. */
export function mayPassAsLastResort(circuit: Circuit, now: number): boolean {
  if (now < circuit.heldUntil || hasTrial(circuit, now)) return false;
  return now - circuit.lastResortAt >= LAST_RESORT_EVERY_MS;
}

/** `number` tells this trial from those before it. Null where the circuit is closed and nothing is on trial. */
export function beginPass(circuit: Circuit, number: number, now: number, isLastResort: boolean): number | null {
  if (circuit.openUntil === null) return null;
  circuit.trial = { number, begunAt: now, isLastResort };
  if (isLastResort) circuit.lastResortAt = now;
  return number;
}

export function noteAnswer(circuit: Circuit, trialNumber: number | null, now: number): void {
  const trial = endTrial(circuit, trialNumber);
  if (circuit.openUntil === null) {
    circuit.failuresInRow = 0;
    circuit.window.add(false, now);
  } else if (trial) {
    // What it asked for while the trial was on its way still holds.
    if (now < circuit.heldUntil) circuit.openUntil = circuit.heldUntil;
    else close(circuit, now);
  }
}

export function noteFailure(
  circuit: Circuit,
  trialNumber: number | null,
  now: number,
  { result, jitter }: { result: string; jitter: number },
): void {
  const trial = endTrial(circuit, trialNumber);
  circuit.lastFailure = result;
  if (circuit.openUntil === null) {
    circuit.failuresInRow += 1;
    circuit.window.add(true, now);
    if (circuit.failuresInRow >= FAILURES_IN_ROW || circuit.window.isHalfFailed(now)) open(circuit, now, jitter);
  } else if (trial && !trial.isLastResort) open(circuit, now, jitter);
}

/** Ended with nothing said of the target: the next request may be the trial. */
export function noteNothing(circuit: Circuit, trialNumber: number | null): void {
  endTrial(circuit, trialNumber);
}

/** It only ever lengthens a wait. */
export function hold(circuit: Circuit, waitMs: number, now: number): void {
  if (!(waitMs > 0)) return;
  circuit.heldUntil = Math.max(circuit.heldUntil, now + Math.min(waitMs, LONGEST_HELD_MS));
  if (circuit.openUntil === null) circuit.openedAt = now;
  if (circuit.heldUntil >= (circuit.openUntil ?? -Infinity)) circuit.why = 'retry-after';
  circuit.openUntil = Math.max(circuit.openUntil ?? -Infinity, circuit.heldUntil);
}

function open(circuit: Circuit, now: number, jitter: number): void {
  if (circuit.openUntil === null && now - circuit.closedAt >= CALM_MS) circuit.level = 0;
  const openMs = Math.min(FIRST_OPEN_MS * 2 ** circuit.level, LONGEST_OPEN_MS) * (1 + jitter / 4);
  circuit.level = Math.min(circuit.level + 1, 20);
  if (now + openMs > (circuit.openUntil ?? -Infinity)) {
    const isFirst = circuit.openUntil === null;
    if (isFirst) circuit.openedAt = now;
    if (circuit.failuresInRow >= FAILURES_IN_ROW) circuit.why = 'failures-in-row';
    else circuit.why = isFirst ? 'failed-share' : 'trial-failed';
  }
  circuit.openUntil = Math.max(circuit.openUntil ?? -Infinity, now + openMs);
}

function close(circuit: Circuit, now: number): void {
  circuit.openUntil = null;
  circuit.closedAt = now;
  circuit.failuresInRow = 0;
  circuit.window.clear();
}

function hasTrial({ trial }: Circuit, now: number): boolean {
  return trial !== null && now - trial.begunAt < TRIAL_LOST_MS;
}

/** The trial that this ends, where it is still the one. */
function endTrial(circuit: Circuit, number: number | null): Trial | null {
  const { trial } = circuit;
  if (trial === null || trial.number !== number) return null;
  circuit.trial = null;
  return trial;
}
