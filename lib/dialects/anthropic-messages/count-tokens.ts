import type { Relay } from '../dialect';
import { isObject, parseJson } from '../json-values';
import { sameHeaders } from './headers';
import { renderSameRequest } from './pass-through-request';

/** `POST /messages/count_tokens`: how large a request is, by the upstream that would answer it. */
export const countTokens: Relay = {
  path: () => '/messages/count_tokens',
  headers: sameHeaders,
  renderRequest: renderSameRequest,
  relayAnswer(text) {
    const body = parseJson(text);
    return isObject(body) && typeof body.input_tokens === 'number' ? { text, usage: null } : null;
  },
};
