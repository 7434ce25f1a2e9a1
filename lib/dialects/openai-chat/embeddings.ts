import { type ExchangeRequest, noHeaders } from '../../exchange/request';
import { Fault } from '../../faults/fault';
import type { Relay } from '../dialect';
import { applyEdits } from '../json-members';
import { jsonSize } from '../json-size';
import { isObject, parseJson } from '../json-values';
import { readBody, readModel } from '../read-body';
import { renameModel } from './pass-through';
import { modelEdits } from './pass-through-request';
import { parseUsage } from './usage';

/** `POST /embeddings`: one way in, one way out, passed through to providers that have it. */
export const embeddings: Relay = {
  path: () => '/embeddings',
  renderRequest: ({ request, upstreamModel }) =>
    applyEdits(request.source.text, modelEdits(request.source, upstreamModel)),
  relayAnswer(text, { request }) {
    const body = parseJson(text);
    if (!isObject(body) || !Array.isArray(body.data)) return null;
    return { text: renameModel(text, request.model), usage: parseUsage(body.usage) };
  },
};

export function parseEmbeddings(text: string): ExchangeRequest {
  const { body, source } = readBody(text);
  const model = readModel(body);
  if (body.input === undefined || body.input === null) {
    throw new Fault('invalid-request', {
      message: '"input" must be a text, or an array of texts or tokens.',
      param: 'input',
    });
  }
  return {
    dialect: 'openai-chat',
    operation: 'embeddings',
    model,
    stream: false,
    requires: ['embeddings'],
    // One input has its own window each, so the whole body says nothing of whether it fits: no context check.
    inputTokens: { likely: 0, atMost: Math.ceil(jsonSize(body).bytes / 2) },
    maxOutputTokens: null,
    source,
    boundTo: null,
    headers: noHeaders,
  };
}
