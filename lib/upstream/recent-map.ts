/** Records by name, at most so many: the one that was not touched for longest makes room for a new one. */
export interface RecentMap<T> {
  /** Looks without touching. */
  peek(name: string): T | undefined;
  /** Found or made, and the most recent from now on. */
  touch(name: string): T;
  forget(name: string): void;
  readonly size: number;
}

export function createRecentMap<T>(most: number, make: () => T): RecentMap<T> {
  // A Map keeps the order in which its keys were put in.
  const records = new Map<string, T>();
  return {
    peek: (name) => records.get(name),
    touch(name) {
      const known = records.get(name);
      const record = known ?? make();
      if (known !== undefined) records.delete(name);
      else if (records.size >= most) records.delete(records.keys().next().value ?? '');
      records.set(name, record);
      return record;
    },
    forget(name) {
      records.delete(name);
    },
    get size() {
      return records.size;
    },
  };
}
