import { type Lane, lanes } from './standing';

/**
 * Calls that wait for a thread: a line for each policy, and the policies of a lane take turns, so that one with a thousand
 * calls delays another by one call and not by a thousand.
 */
export class WaitingLine<Call> {
  /** In each lane, the policies that wait, whose turn it is first. */
  readonly #lanes = new Map<Lane, Map<string, Call[]>>(lanes.map((lane) => [lane, new Map()]));
  readonly #mostCalls: number;
  readonly #mostCallsEach: number;
  #size = 0;

  constructor(mostCalls: number, mostCallsEach: number) {
    this.#mostCalls = mostCalls;
    this.#mostCallsEach = mostCallsEach;
  }

  get size(): number {
    return this.#size;
  }

  /** False where there is no room. */
  add(lane: Lane, policy: string, call: Call): boolean {
    const policies = this.#policiesOf(lane);
    const calls = policies.get(policy);
    if (this.#size >= this.#mostCalls || (calls && calls.length >= this.#mostCallsEach)) return false;
    if (calls) calls.push(call);
    else policies.set(policy, [call]);
    this.#size += 1;
    return true;
  }

  /** The next call of the first of these lanes that has one. */
  take(from: readonly Lane[]): Call | undefined {
    for (const lane of from) {
      const policies = this.#policiesOf(lane);
      const [turn] = policies;
      if (!turn) continue;
      const [policy, calls] = turn;
      const call = calls.shift();
      // To the end of its lane's turns, or out of it.
      policies.delete(policy);
      if (calls.length > 0) policies.set(policy, calls);
      this.#size -= 1;
      return call;
    }
    return undefined;
  }

  /** Takes one call out, which has waited for long enough. */
  remove(call: Call): void {
    for (const policies of this.#lanes.values())
      for (const [policy, calls] of policies) if (calls.includes(call)) this.#leave(policies, policy, [call]);
  }

  /** Takes out all calls of a policy, whose lane has changed. */
  takeAll(policy: string): Call[] {
    const taken: Call[] = [];
    for (const policies of this.#lanes.values()) {
      const calls = policies.get(policy) ?? [];
      taken.push(...calls);
      this.#leave(policies, policy, [...calls]);
    }
    return taken;
  }

  #leave(policies: Map<string, Call[]>, policy: string, leaving: readonly Call[]): void {
    const calls = policies.get(policy) ?? [];
    const left = calls.filter((call) => !leaving.includes(call));
    this.#size -= calls.length - left.length;
    if (left.length > 0) policies.set(policy, left);
    else policies.delete(policy);
  }

  #policiesOf(lane: Lane): Map<string, Call[]> {
    const policies = this.#lanes.get(lane);
    if (!policies) throw new Error(`no lane ${lane}`);
    return policies;
  }
}
