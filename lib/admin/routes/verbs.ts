import { tokenId } from '../tokens/token-id';
import { defineVerb } from '../verb';
import { anyHolder, explainRoute, tokenHolder } from './explain';
import { ExplainForToken, ExplainRequest } from './input';

/** Verbs about the way of a request. Nothing is sent, and nothing recorded. */
export const routeVerbs = {
  'routes.explain': defineVerb({
    action: 'groups:read',
    method: 'POST',
    path: '/route/explain',
    summary:
      'What a request would come to for anybody who may use its group: every target’s verdict, the order, the cost',
    input: ExplainRequest,
    maxBody: 'settings',
    run: ({ runtime }, input) => {
      const { as: _, ...asked } = input;
      return explainRoute(runtime, asked, anyHolder(input));
    },
  }),
  'routes.explain-for-token': defineVerb({
    action: 'tokens:read',
    method: 'POST',
    path: '/tokens/{token_id}/explain',
    summary: 'The same as one token would meet it: its groups, tier and status',
    input: ExplainForToken.extend({ token_id: tokenId }),
    maxBody: 'settings',
    run: ({ runtime }, { token_id, ...asked }) => explainRoute(runtime, asked, tokenHolder(runtime, token_id)),
  }),
};
