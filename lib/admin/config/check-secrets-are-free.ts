import type { Problem } from '../../config/configuration-error';
import type { Declared } from '../../config/declared';
import type { Manager } from '../../exchange/statuses';
import { listTokens, type Present } from './present';

/**
 * A secret belongs to one token. It may pass to another when the file gives its holder a new one, or when the holder was the
 * file's and is not in it any more. A secret that was revoked passes to none, and a revoked key takes none: nothing may look
 * as if it worked.
 */
export function checkSecretsAreFree(
  present: Present,
  declared: Declared,
  { org, manager }: { org: string; manager: Manager },
): Problem[] {
  const tokens = listTokens(declared, org);
  const declaredIds = new Set(tokens.map(({ tokenId }) => tokenId));
  return tokens.flatMap(({ tokenId, token, path }): Problem[] => {
    const complain = (message: string) => [{ path: [...path, 'token'], message }];
    const before = present.tokens.get(tokenId);
    if (before?.status === 'revoked' && before.sha256 !== token.sha256) {
      return complain(`${tokenId} is revoked, and a revoked key never comes back; give the new token another key`);
    }
    const holder = present.secretHolders.get(token.sha256);
    if (holder === undefined || holder.tokenId === tokenId) return [];
    if (holder.status === 'revoked') {
      return complain(
        `this very token was revoked, as ${holder.tokenId}, and never comes back; make a new one, or take this line out`,
      );
    }
    if (declaredIds.has(holder.tokenId) || holder.managedBy === manager) return [];
    return complain(
      `this very token is in use already, as ${holder.tokenId}, which the console manages; make a new one for this line`,
    );
  });
}
