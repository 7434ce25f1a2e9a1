import type { Relay } from '../dialect';
import { isObject, parseJson } from '../json-values';
import { markResponse } from './mark-response';
import { renderSameRequest } from './pass-through-request';
import { openSameStream } from './pass-through-stream';
import { parseUsage } from './usage';

/** Both ends speak Responses: the bytes of one are the bytes of the other but for the model's name and the marks. */
export const passThrough: Relay = {
  path: () => '/responses',
  renderRequest: renderSameRequest,
  relayAnswer(text, context) {
    const body = parseJson(text);
    if (!isObject(body) || !Array.isArray(body.output) || isObject(body.error)) return null;
    return { text: markResponse(text, context), usage: parseUsage(body.usage) };
  },
  openStream: openSameStream,
};
