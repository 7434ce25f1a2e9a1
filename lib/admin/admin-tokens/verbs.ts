import { z } from 'zod';
import { AdminRefusal } from '../admin-refusal';
import { CreateAdminTokenRequest } from '../contract/admin-tokens';
import { defineVerb } from '../verb';
import { createAdminToken } from './create';
import { listAdminTokens } from './list';
import { revokeAdminToken } from './revoke';

/** Whoever pasted a whole token is told so, and it is not said back. */
const adminTokenId = z.string().transform((text) => {
  if (/^rtradmin_[0-9a-z]{12}$/.test(text)) return text;
  throw new AdminRefusal('not-found', 'that is no id of an admin token: it is rtradmin_ and twelve letters and digits');
});

/** Verbs about tokens of the admin API. The server's own (ROUTER_ADMIN_TOKEN) is none of them: it is a setting. */
export const adminTokenVerbs = {
  'admin-tokens.list': defineVerb({
    action: 'admin-tokens:read',
    method: 'GET',
    path: '/admin-tokens',
    summary: 'Tokens of the admin API, by their ids',
    input: z.strictObject({}),
    run: ({ runtime }) => listAdminTokens(runtime.store.db),
  }),
  'admin-tokens.create': defineVerb({
    action: 'admin-tokens:write',
    method: 'POST',
    path: '/admin-tokens',
    summary:
      'A new token of the admin API, shown in this answer and never again; it may no more than its maker, and ends',
    input: CreateAdminTokenRequest,
    status: 201,
    run: (context, input) => createAdminToken(context, input),
  }),
  'admin-tokens.revoke': defineVerb({
    action: 'admin-tokens:write',
    method: 'POST',
    path: '/admin-tokens/{admin_token_id}/revoke',
    summary: 'Ends a token of the admin API, and those that were made with it, for good',
    input: z.strictObject({ admin_token_id: adminTokenId }),
    run: (context, { admin_token_id }) => revokeAdminToken(context, admin_token_id),
  }),
};
