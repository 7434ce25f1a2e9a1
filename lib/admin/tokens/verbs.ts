import { z } from 'zod';
import type { TokenStatus } from '../../exchange/statuses';
import { AdminRefusal } from '../admin-refusal';
import {
  type CreatedToken,
  CreateTokenRequest,
  type RotatedToken,
  RotateTokenRequest,
  type TokenAnswer,
  TokenQuery,
  type TokenRow,
  UpdateTokenRequest,
} from '../contract';
import { seesCallers } from '../usage/filter';
import { defineVerb, type VerbContext } from '../verb';
import { readActivity } from './activity';
import { readTokenChoices } from './choices';
import { createToken } from './create';
import { getToken, listTokens } from './list';
import { readRotation } from './read-rotation';
import { rotateToken } from './rotate';
import { setTokenStatus } from './set-status';
import { tokenId } from './token-id';
import { updateToken } from './update';

const OneToken = z.strictObject({ token_id: tokenId });

/** Verbs about caller tokens. Each change is met by the next request here before its answer is out. */
export const tokenVerbs = {
  'tokens.list': defineVerb({
    action: 'tokens:read',
    method: 'GET',
    path: '/tokens',
    summary: 'Caller tokens, a page at a time: found, narrowed and in an order',
    input: TokenQuery,
    run: ({ runtime }, query) => listTokens(runtime.store.db, query),
  }),
  'tokens.create': defineVerb({
    action: 'tokens:write',
    method: 'POST',
    path: '/tokens',
    summary: 'A new token, shown in this answer and never again',
    input: CreateTokenRequest,
    status: 201,
    async run({ runtime, author }, input): Promise<CreatedToken> {
      const { store, settings, snapshot } = runtime;
      const { token, tokenId: id } = await createToken({ store, org: settings.org, author, input });
      await snapshot.refresh();
      return { token, token_id: id };
    },
  }),
  'tokens.choices': defineVerb({
    action: 'tokens:read',
    method: 'GET',
    path: '/token-choices',
    summary: 'What a token can be given: the groups there are, with their titles',
    input: z.strictObject({}),
    run: ({ runtime }) => readTokenChoices(runtime.store.db),
  }),
  'tokens.get': defineVerb({
    action: 'tokens:read',
    method: 'GET',
    path: '/tokens/{token_id}',
    summary: 'One token, with those before and after it where it was rotated',
    input: OneToken,
    async run(context, input): Promise<TokenAnswer> {
      const row = await findRow(context, input.token_id);
      return { ...row, ...(await readRotation(context.runtime.store.db, row.token_id)) };
    },
  }),
  'tokens.activity': defineVerb({
    action: 'tokens:read',
    method: 'GET',
    path: '/tokens/{token_id}/activity',
    summary: 'What a token was used for in the last 30 days, day by day, and its last requests',
    input: OneToken,
    async run(context, input) {
      await findRow(context, input.token_id);
      const { store, usage } = context.runtime;
      await usage.flush().catch(() => {});
      return readActivity(store.db, input.token_id, { seesCallers: seesCallers(context.actor) });
    },
  }),
  'tokens.rotate': defineVerb({
    action: 'tokens:write',
    method: 'POST',
    path: '/tokens/{token_id}/rotate',
    summary: 'A new token in the place of this one, which goes on working for the overlap',
    input: RotateTokenRequest.extend({ token_id: tokenId }),
    status: 201,
    async run({ runtime, author }, { token_id: replaces, ...input }): Promise<RotatedToken> {
      const { store, settings, snapshot } = runtime;
      const rotated = await rotateToken({ store, org: settings.org, author, tokenId: replaces, input });
      await snapshot.refresh();
      const { token, rotatesAt } = rotated;
      return { token, token_id: rotated.tokenId, replaces, rotates_at: rotatesAt.toISOString() };
    },
  }),
  'tokens.update': defineVerb({
    action: 'tokens:write',
    method: 'PATCH',
    path: '/tokens/{token_id}',
    summary: 'What a token may use, up to which tier, within which limits, and when it ends',
    input: UpdateTokenRequest.extend({ token_id: tokenId }),
    async run(context, { token_id: id, ...input }): Promise<TokenRow> {
      const { store, snapshot } = context.runtime;
      await updateToken({ store, author: context.author, tokenId: id, input });
      await snapshot.refresh();
      return findRow(context, id);
    },
  }),
  'tokens.suspend': defineVerb({
    action: 'tokens:write',
    method: 'POST',
    path: '/tokens/{token_id}/suspend',
    summary: 'Has a token refused until it is resumed',
    input: OneToken,
    run: (context, input) => setStatus(context, input.token_id, 'suspended'),
  }),
  'tokens.disable': defineVerb({
    action: 'tokens:write',
    method: 'POST',
    path: '/tokens/{token_id}/disable',
    summary: 'Has a token refused as disabled, until it is resumed',
    input: OneToken,
    run: (context, input) => setStatus(context, input.token_id, 'disabled'),
  }),
  'tokens.resume': defineVerb({
    action: 'tokens:write',
    method: 'POST',
    path: '/tokens/{token_id}/resume',
    summary: 'Makes a suspended or disabled token active again',
    input: OneToken,
    run: (context, input) => setStatus(context, input.token_id, 'active'),
  }),
  'tokens.revoke': defineVerb({
    action: 'tokens:write',
    method: 'POST',
    path: '/tokens/{token_id}/revoke',
    summary: 'Ends a token, for good',
    input: OneToken,
    run: (context, input) => setStatus(context, input.token_id, 'revoked'),
  }),
};

async function setStatus(context: VerbContext, id: string, status: TokenStatus): Promise<TokenRow> {
  const { store, snapshot } = context.runtime;
  await setTokenStatus({ store, author: context.author, input: { tokenId: id, status } });
  await snapshot.refresh();
  return findRow(context, id);
}

async function findRow({ runtime }: VerbContext, id: string): Promise<TokenRow> {
  const row = await getToken(runtime.store.db, id);
  if (!row) throw new AdminRefusal('not-found', `no token "${id}"`);
  return row;
}
