/** What stands for a name that there is no series for. No name of the policy can begin so. */
export const other = '(other)';
export const none = '(none)';

/**
 * Series by a name of the policy, of which there can only be so many: what the policy does not know, and what comes when the cap is reached,
 * share one, and what has gone from the policy falls out.
 */
export class BoundedNames<T> {
  readonly #series = new Map<string, T>();
  readonly #most: number;
  readonly #make: (name: string) => T;

  constructor(most: number, make: (name: string) => T) {
    this.#most = most;
    this.#make = make;
  }

  of(name: string, isKnown: (name: string) => boolean): T {
    const found = this.#series.get(name);
    if (found !== undefined) return found;
    const hasRoom = this.#series.size < this.#most;
    const key = name === none || name === other || (hasRoom && isKnown(name)) ? name : other;
    const kept = this.#series.get(key) ?? this.#make(key);
    this.#series.set(key, kept);
    return kept;
  }

  forgetUnknown(isKnown: (name: string) => boolean): void {
    for (const name of this.#series.keys()) {
      if (name !== none && name !== other && !isKnown(name)) this.#series.delete(name);
    }
  }

  all(): IterableIterator<T> {
    return this.#series.values();
  }
}
