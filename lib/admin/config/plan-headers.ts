import type { Problem } from '../../config/configuration-error';
import type { DeclaredProvider } from '../../config/declared';
import { goesElsewhere } from '../../exchange/goes-elsewhere';
import { hiddenValue } from '../../exchange/secret-headers';
import type { Present } from './present';

type Providers = Pick<Present, 'providers'>;

/** A provider with the header values that are shown to nobody, where it was given what stands in their place. */
export function withStoredHeaders(provider: DeclaredProvider, { providers }: Providers): DeclaredProvider {
  const { headers } = provider;
  if (!headers || !Object.values(headers).includes(hiddenValue)) return provider;
  const stored = providers.get(provider.id)?.headers;
  const entries = Object.entries(headers).map(([name, value]) => {
    return [name, value === hiddenValue ? (stored?.[name] ?? value) : value] as const;
  });
  return { ...provider, headers: Object.fromEntries(entries) };
}

/** What stands in place of a value means the stored one, so there has to be one, and it stays at its place as a key does. */
export function checkHiddenHeaders(list: readonly DeclaredProvider[], { providers }: Providers): Problem[] {
  return list.flatMap((provider, index) => {
    const before = providers.get(provider.id);
    return Object.entries(provider.headers ?? {}).flatMap(([name, value]): Problem[] => {
      if (value !== hiddenValue) return [];
      const isThere = before?.headers?.[name] !== undefined;
      if (isThere && !goesElsewhere(before, provider)) return [];
      const why = isThere ? 'was given for another address, dialect or way of sending the key' : 'is none here';
      const message = `"${hiddenValue}" stands for the stored value, which ${why}: write the value, or take the header out`;
      return [{ path: ['providers', index, 'headers', name], message }];
    });
  });
}
