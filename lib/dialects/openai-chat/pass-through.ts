import type { Relay } from '../dialect';
import { applyEdits, findMembers } from '../json-members';
import { isObject, parseJson } from '../json-values';
import { modelEdits, renderSameRequest } from './pass-through-request';
import { openSameStream } from './pass-through-stream';
import { parseUsage } from './usage';

/** Both ends speak openai-chat: the bytes of one are the bytes of the other but for the model's name. */
export const passThrough: Relay = {
  path: () => '/chat/completions',
  renderRequest: ({ request, upstreamModel, quirks }) => renderSameRequest(request, upstreamModel, quirks),
  relayAnswer(text, { request }) {
    const body = parseJson(text);
    if (!isObject(body) || !Array.isArray(body.choices) || body.choices.length === 0) return null;
    return { text: renameModel(text, request.model), usage: parseUsage(body.usage) };
  },
  openStream: ({ request }) => openSameStream(request),
};

/** The upstream's own bytes, but `model` is the name the caller asked for: what stands behind it is not theirs to see. */
export function renameModel(text: string, name: string): string {
  const members = findMembers(text);
  return applyEdits(text, modelEdits({ members }, name));
}
