import { z } from 'zod';
import { AdminRefusal } from '../admin-refusal';
import { type CreatedToken, CreateTokenRequest, type RotatedToken, RotateTokenRequest, TokenQuery } from '../contract';
import type { Asked, Reply } from '../door';
import { readBody, readQuery } from '../read-asked';

import { createToken } from './create';
import { getToken, listTokens } from './list';
import { rotateToken } from './rotate';
import { setTokenStatus } from './set-status';

/** Who the audit says it was: there is one admin token. */
const actor = 'admin-api';
const NoFields = z.strictObject({});

/** The admin API's verbs about tokens. Each change is met by the next request here before its answer is out. */
export async function answerTokenList(asked: Asked): Promise<Reply> {
  return { body: await listTokens(asked.runtime.store.db, readQuery(asked, TokenQuery)) };
}

export async function answerToken(asked: Asked): Promise<Reply> {
  return { body: await findRow(asked) };
}

export async function answerCreateToken(asked: Asked): Promise<Reply> {
  const { store, settings, snapshot } = asked.runtime;
  const input = await readBody(asked, CreateTokenRequest);
  const { token, tokenId } = await createToken({ store, org: settings.org, actor, input });
  await snapshot.refresh();
  return { status: 201, body: { token, token_id: tokenId } satisfies CreatedToken };
}

export async function answerRotateToken(asked: Asked): Promise<Reply> {
  const { store, settings, snapshot } = asked.runtime;
  const input = await readBody(asked, RotateTokenRequest);
  const replaces = tokenIdOf(asked);
  const { token, tokenId, rotatesAt } = await rotateToken({
    ...{ store, org: settings.org, actor, tokenId: replaces, input },
  });
  await snapshot.refresh();
  const body: RotatedToken = { token, token_id: tokenId, replaces, rotates_at: rotatesAt.toISOString() };
  return { status: 201, body };
}

export async function answerRevokeToken(asked: Asked): Promise<Reply> {
  const { store, snapshot } = asked.runtime;
  await readBody(asked, NoFields);
  await setTokenStatus({ store, actor, input: { tokenId: tokenIdOf(asked), status: 'revoked' } });
  await snapshot.refresh();
  return { body: await findRow(asked) };
}

async function findRow(asked: Asked) {
  const tokenId = tokenIdOf(asked);
  const row = await getToken(asked.runtime.store.db, tokenId);
  if (!row) throw new AdminRefusal('not-found', `no token "${tokenId}"`);
  return row;
}

/**
 * Whoever pasted a whole token is told so, and it is not said back. No public id has so many parts: every one of them is a
 * slug, and slugs have no underscore.
 */
function tokenIdOf({ parts }: Asked): string {
  const tokenId = parts.token_id ?? '';
  if (/^rtr(_[a-z0-9-]{1,64}){5}$/.test(tokenId)) return tokenId;
  throw new AdminRefusal('not-found', 'that is no token id: it is the part of a token before its secret');
}
