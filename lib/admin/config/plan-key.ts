import type { DeclaredProvider } from '../../config/declared';
import { goesElsewhere } from '../../exchange/goes-elsewhere';
import type { Manager } from '../../exchange/statuses';
import type { Present } from './present';

/**
 * A provider with the key that it will have. A key that was typed in has no name, so no file can say it: where the file is silent
 * it stays, as long as the provider stays where the key was given for. A key that a file named goes with its line. The console
 * says all of a provider, its key or none.
 */
export function withStoredKey(
  provider: DeclaredProvider,
  { providers }: Pick<Present, 'providers'>,
  manager: Manager,
): DeclaredProvider {
  const before = providers.get(provider.id);
  if (manager === 'console' || before?.apiKey?.source !== null) return provider;
  if (provider.apiKey === null)
    return goesElsewhere(before, provider) ? provider : { ...provider, apiKey: before.apiKey };
  // A name for a key that stays, and stays the console's, is no change.
  const isSame = before.apiKey.value === provider.apiKey.value && provider.managedBy === 'console';
  return isSame ? { ...provider, apiKey: before.apiKey } : provider;
}

/** What becomes of typed keys that a file does not speak of, where that is not plain. */
export function explainKeys(
  writes: readonly DeclaredProvider[],
  { providers }: Pick<Present, 'providers'>,
  manager: Manager,
): string[] {
  if (manager === 'console') return [];
  return writes.flatMap((provider) => {
    const before = providers.get(provider.id);
    if (before?.apiKey?.source !== null) return [];
    if (provider.apiKey === null) {
      return [
        `provider "${provider.id}" loses the key that was typed in: it was given for another address, dialect or way of sending it`,
      ];
    }
    const isTaken = provider.apiKey.source === null && (provider.managedBy ?? manager) !== before.managedBy;
    if (!isTaken) return [];
    return [
      `provider "${provider.id}" keeps the key that was typed in, because the file names none; auth: none takes it away`,
    ];
  });
}
