import type { Declared, DeclaredToken } from '../../config/declared';
import type { Manager, TokenStatus } from '../../exchange/statuses';
import type { Change } from './change';
import { describeToken } from './describe';
import type { KeepChange } from './plan-apply';
import { listTokens, type Present, type PresentToken } from './present';

export interface TokenWrite extends PresentToken {
  tokenId: string;
  user: string;
  project: string;
  environment: string;
  key: string;
  managedBy: Manager;
  /** The token stands for another secret than before. */
  hasNewSecret: boolean;
}

export function planTokens(
  present: Present,
  declared: Declared,
  { org, manager }: { org: string; manager: Manager },
  keep: KeepChange,
) {
  const notices: string[] = [];
  const tokens = listTokens(declared, org).flatMap(({ tokenId, user, project, token }): TokenWrite[] => {
    const before = present.tokens.get(tokenId);
    const after = {
      sha256: token.sha256,
      allow: token.allow,
      status: chooseStatus(token, before),
      expiresAt: token.expiresAt,
      // The demo declares its tokens at every start, and knows nothing of one that was rotated since.
      rotatesAt: token.rotatesAt ?? (manager === 'demo' ? (before?.rotatesAt ?? null) : null),
      tier: token.tier ?? null,
      limits: token.limits ?? null,
    };
    if (after.status === 'revoked' && token.status !== 'revoked') notices.push(explainRevoked(tokenId, token));
    if (
      !keep(
        'token',
        tokenId,
        before && describeToken(before, before.managedBy),
        describeToken(after, token.managedBy ?? manager),
      )
    )
      return [];
    const hasNewSecret = before !== undefined && before.sha256 !== token.sha256;
    if (hasNewSecret) notices.push(explainNewSecret(tokenId));
    const managedBy = token.managedBy ?? manager;
    return [
      { ...after, managedBy, tokenId, user, project, environment: token.environment, key: token.key, hasNewSecret },
    ];
  });
  return { tokens, notices };
}

/** Revoked is for good: whoever revokes a token in haste must not see it back at the next start with the same file. */
function chooseStatus(token: DeclaredToken, before: PresentToken | undefined): TokenStatus {
  return before?.status === 'revoked' ? 'revoked' : (token.status ?? 'active');
}

function explainRevoked(tokenId: string, { status }: DeclaredToken): string {
  const though = status === null ? 'though the file does not say so' : `though the file says "${status}"`;
  return `${tokenId} is revoked and stays so, ${though}: write "status: revoked", and for a new token give a new key`;
}

function explainNewSecret(tokenId: string): string {
  return `${tokenId} stands for another token from now on: the one before is not known any more, and whoever has it gets 401`;
}

/**
 * The same secret under another user, project, environment or key: the row of its former name goes, because two rows cannot
 * have one secret. What was used under that name is in the usage records, which copy it.
 */
export function planMovedTokens(present: Present, declared: Declared, org: string) {
  const tokens = listTokens(declared, org);
  const declaredIds = new Set(tokens.map(({ tokenId }) => tokenId));
  const changes: Change[] = [];
  const notices: string[] = [];
  for (const { tokenId, token } of tokens) {
    const holder = present.secretHolders.get(token.sha256);
    if (holder === undefined || declaredIds.has(holder.tokenId)) continue;
    const difference = { token_id: { from: holder.tokenId, to: tokenId } };
    changes.push({ action: 'delete', kind: 'token', id: holder.tokenId, difference });
    notices.push(
      `${holder.tokenId} is ${tokenId} from now on, because the file has the same token under that name; usage before stays under the old one`,
    );
  }
  return { movedIds: changes.map(({ id }) => id), changes, notices };
}
