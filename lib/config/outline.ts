import type { ConfigurationPath } from './configuration-error';

/** One entry of a list, and where it stands. */
export interface Entry {
  path: ConfigurationPath;
  row: Readonly<Record<string, unknown>>;
}

/**
 * The entries of a list inside something that may not have the right shape: what is not a list has none, and what is not a
 * mapping is left out. So that the checks between parts can speak although some part is broken, and all is told at once.
 */
export function entriesOf(holder: Entry, key: string): Entry[] {
  const list = holder.row[key];
  if (!Array.isArray(list)) return [];
  return list.flatMap((row: unknown, index) =>
    typeof row === 'object' && row !== null && !Array.isArray(row)
      ? [{ path: [...holder.path, key, index], row: row as Entry['row'] }]
      : [],
  );
}

/** The texts of a list, and where each stands. */
export function textsOf(holder: Entry, key: string): { path: ConfigurationPath; text: string }[] {
  const list = holder.row[key];
  if (!Array.isArray(list)) return [];
  return list.flatMap((text: unknown, index) =>
    typeof text === 'string' ? [{ path: [...holder.path, key, index], text }] : [],
  );
}

/** A field that is text, or nothing. */
export function textOf({ row }: Entry, key: string): string | undefined {
  const value = row[key];
  return typeof value === 'string' ? value : undefined;
}

/** A mapping inside an entry; empty where there is none. */
export function mappingOf(holder: Entry, key: string): Entry {
  return { path: [...holder.path, key], row: outlineOf(holder.row[key]).row };
}

/** The whole document, as the holder of its lists. */
export function outlineOf(document: unknown): Entry {
  const isMapping = typeof document === 'object' && document !== null && !Array.isArray(document);
  return { path: [], row: isMapping ? (document as Entry['row']) : {} };
}
