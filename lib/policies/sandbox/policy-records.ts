import { type CallFailure, type CallOutcome, callFailures } from './call';
import { newStanding, type Standing } from './standing';

/** Since the sandbox was made. `calls` holds the failed ones too. */
export type SandboxCounts = { calls: number; suspensions: number } & Record<CallFailure, number>;

/** With each edit comes a new policy: those called least lately are forgotten. */
const mostPolicies = 2_000;

/** What the sandbox knows of each policy it has run: how it behaves, and how its calls ended. */
export class PolicyRecords {
  readonly #policies = new Map<string, { standing: Standing; counts: SandboxCounts }>();
  readonly #all = noCounts();

  standing(policy: string): Standing {
    return this.#find(policy).standing;
  }

  /** The same without a trace: what is only looked at is not remembered for it. */
  look(policy: string): Standing {
    return this.#policies.get(policy)?.standing ?? newStanding();
  }

  clear(policy: string): void {
    this.#find(policy).standing = newStanding();
  }

  suspendedUntil(policy: string): number {
    return this.#policies.get(policy)?.standing.suspendedUntil ?? 0;
  }

  counts(policy?: string): SandboxCounts {
    return { ...(policy === undefined ? this.#all : (this.#policies.get(policy)?.counts ?? noCounts())) };
  }

  count(policy: string, { failed }: CallOutcome): void {
    for (const counts of [this.#all, this.#find(policy).counts]) {
      counts.calls += 1;
      if (failed) counts[failed] += 1;
    }
  }

  /** It ran to its end, and said nothing that the contract knows. */
  countThrown(policy: string): void {
    for (const counts of [this.#all, this.#find(policy).counts]) counts.threw += 1;
  }

  countSuspension(policy: string): void {
    for (const counts of [this.#all, this.#find(policy).counts]) counts.suspensions += 1;
  }

  #find(policy: string) {
    const found = this.#policies.get(policy) ?? { standing: newStanding(), counts: noCounts() };
    // To the end of the map, whose beginning is forgotten first.
    this.#policies.delete(policy);
    this.#policies.set(policy, found);
    const [oldest] = this.#policies.keys();
    if (this.#policies.size > mostPolicies && oldest !== undefined) this.#policies.delete(oldest);
    return found;
  }
}

function noCounts(): SandboxCounts {
  const failures = Object.fromEntries(callFailures.map((failure) => [failure, 0])) as Record<CallFailure, number>;
  return { calls: 0, suspensions: 0, ...failures };
}
