import { type Circuit, createCircuit } from './circuit';

/**
 * The circuits of one target. What it does to everybody opens `shared`. That it is slower than a group waits is a fact about
 * that group as well, so it opens the circuit of those who wait equally long: others, who wait longer, may well be answered.
 */
export interface TargetCircuits {
  shared: Circuit;
  /** By how long a group waits for the first content. Made when one of them was kept waiting in vain. */
  own: Map<number, Circuit>;
}

/** Groups come and go: those whose circuit was made first are forgotten first. */
const MOST_OWN = 50;

export const createCircuits = (): TargetCircuits => ({ shared: createCircuit(), own: new Map() });

/** Those that decide for a group that waits so long; all of them where nobody says how long. */
export function circuitsFor({ shared, own }: TargetCircuits, patienceMs: number | null | undefined): Circuit[] {
  if (own.size === 0 || patienceMs === null) return [shared];
  if (patienceMs === undefined) return [shared, ...own.values()];
  const circuit = own.get(patienceMs);
  return circuit ? [shared, circuit] : [shared];
}

/** That of the groups that wait so long; made where there was none. */
export function takeOwn({ own }: TargetCircuits, patienceMs: number): Circuit {
  const known = own.get(patienceMs);
  if (known) return known;
  const [oldest] = own.keys();
  if (own.size >= MOST_OWN && oldest !== undefined) own.delete(oldest);
  const made = createCircuit();
  own.set(patienceMs, made);
  return made;
}
