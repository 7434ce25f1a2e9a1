/** What the store has already, whoever declared it: what a file may speak of without declaring it. */
export interface KnownIds {
  /** Aliases by group. */
  groups: ReadonlyMap<string, readonly string[]>;
  /** Of these groups, the ones that a file declared: their aliases are the file's to move. */
  fileGroups: ReadonlySet<string>;
  /** Who asks, and so what is told of a name that is taken: a file, where it is left out. */
  asker?: 'console';
  /** Models by provider. */
  models: ReadonlyMap<string, ReadonlySet<string>>;
  /** Policies, and whether a version of each is published. */
  policies: ReadonlyMap<string, { isPublished: boolean }>;
}

/** An empty store: the file has to stand alone. */
export const nothingKnown: KnownIds = {
  groups: new Map(),
  fileGroups: new Set(),
  models: new Map(),
  policies: new Map(),
};
