import type { DeclaredProvider } from '../../config/declared';
import type { Manager } from '../../exchange/statuses';
import type { Present } from './present';

/**
 * Whether a provider's address is the operator's own, and so called without the egress guard. It is where the server's own file,
 * its demo or its own admin token gives it (`trusts`); what an administrator types or applies is not, but for an address that
 * was trusted before and stays where it was.
 */
export function withTrust(
  provider: DeclaredProvider,
  { providers }: Pick<Present, 'providers'>,
  { manager, trusts }: { manager: Manager; trusts: boolean },
): DeclaredProvider {
  const before = providers.get(provider.id);
  const stays = before?.isTrusted === true && isSameOrigin(before.baseUrl, provider.baseUrl);
  return { ...provider, isTrusted: stays || (trusts && (provider.managedBy ?? manager) !== 'console') };
}

/** Whoever applies a file that is not the server's own is told what it means for its providers. */
export function explainGuarded(
  providers: readonly DeclaredProvider[],
  present: Pick<Present, 'providers'>,
  { manager }: { manager: Manager },
): string[] {
  const guarded = providers.filter(({ id, isTrusted, managedBy }) => {
    const isNew = present.providers.get(id)?.isTrusted !== false;
    return !isTrusted && isNew && (managedBy ?? manager) !== 'console';
  });
  if (guarded.length === 0) return [];
  const names = guarded.map(({ id }) => `"${id}"`).join(', ');
  return [
    `called through the egress guard, because neither the server’s own file nor its own admin token gave the address: ${names}`,
  ];
}

export function isSameOrigin(one: string, other: string): boolean {
  return URL.canParse(one) && URL.canParse(other) && new URL(one).origin === new URL(other).origin;
}
