import type { Runtime } from '../../runtime/runtime';
import { AdminRefusal } from '../admin-refusal';
import { findProvider, openKey, readFirstModel } from './read';
import type { Trial } from './try-place';

/** A stored provider as it is tried: with its key, or with one that it does not have yet, and through the pool that it is called through. */
export async function trialOf(
  { store, sealer, upstream, guarded }: Pick<Runtime, 'store' | 'sealer' | 'upstream' | 'guarded'>,
  { provider_id, api_key, model }: { provider_id: string; api_key?: string | undefined; model?: string | undefined },
): Promise<Trial> {
  const row = await findProvider(store.db, provider_id);
  const stored = api_key === undefined ? openKey(row, sealer) : null;
  if (api_key === undefined && row.apiKeySealed !== null && stored === null) {
    throw new AdminRefusal('conflict', 'its key cannot be opened with this server’s secret: set the key again first');
  }
  const { dialect, baseUrl, auth, headers } = row;
  return {
    place: { ...{ dialect, baseUrl, auth, headers }, apiKey: api_key ?? stored, quirks: new Set(row.quirks) },
    agent: row.addressTrusted ? upstream : guarded,
    model: model ?? (await readFirstModel(store.db, provider_id)),
  };
}
