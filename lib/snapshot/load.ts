import type { Database } from '../../db/client';
import { readPolicyState, readStructure, readTokens, type TokenRow } from '../../db/queries/snapshot-rows';
import type { Sealer } from '../auth/seal';
import { buildStructure, type Structure } from './build-structure';
import type { Snapshot } from './snapshot';
import { SharedTokenIndex, type TokenChange } from './token-index';

/** A snapshot as `loadSnapshot` makes it: what the next load builds on. */
export interface LoadedSnapshot extends Snapshot {
  tokens: SharedTokenIndex;
}

/**
 * Reads the policy in one repeatable-read transaction. Given the previous snapshot, only what is newer is read: the
 * structure when it changed, and the tokens that changed; the previous snapshot itself when nothing did.
 *
 * `log` hears of what cannot be used, a provider's key that does not open; the rest of the policy is served without it.
 */
export function loadSnapshot(
  database: Database,
  sealer: Sealer,
  previous?: LoadedSnapshot,
  log: (message: string) => void = () => {},
): Promise<LoadedSnapshot> {
  return database.transaction(
    async (transaction) => {
      const state = await readPolicyState(transaction);
      // A lower version is a store put back from a backup: nothing that was read before may be trusted.
      const known = previous && previous.version <= state.version ? previous : undefined;
      if (known?.version === state.version) return known;

      const structure: Structure =
        known && state.structureVersion <= known.version
          ? known
          : buildStructure(await readStructure(transaction), sealer, log);
      // The database takes a removed group out of every allow list without touching the tokens' rows.
      const base = known && !lostGroup(known, structure) ? known : undefined;
      let tokens = base
        ? base.tokens.with(readChanges(await readTokens(transaction, base.version)))
        : SharedTokenIndex.of(readChanges(await readTokens(transaction, null)));
      // Rows that were deleted leave no trace but their number.
      if (tokens.size !== state.tokens) tokens = SharedTokenIndex.of(readChanges(await readTokens(transaction, null)));

      const { groups, groupNames, callers } = structure;
      return { version: state.version, groups, groupNames, callers, tokens };
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  );
}

function lostGroup(previous: Structure, next: Structure): boolean {
  for (const id of previous.groups.keys()) if (!next.groups.has(id)) return true;
  return false;
}

function readChanges(rows: readonly TokenRow[]): TokenChange[] {
  // A hundred thousand tokens have a handful of allow lists between them: one set for each list, not for each token.
  const allowLists = new Map<string, ReadonlySet<string>>();
  const allowList = (groups: string | null) => {
    const known = allowLists.get(groups ?? '') ?? new Set(groups ? groups.split(',') : []);
    allowLists.set(groups ?? '', known);
    return known;
  };
  return rows.map((row) => ({
    sha256: row.sha256,
    token: {
      tokenId: row.tokenId,
      callerId: row.callerId,
      environment: row.environment,
      key: row.key,
      allow: allowList(row.groups),
      status: row.status,
      expiresAt: row.expiresAt?.getTime() ?? null,
      rotatesAt: row.rotatesAt?.getTime() ?? null,
      tier: row.tier,
      limits: row.limits,
    },
  }));
}
