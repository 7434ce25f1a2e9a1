import { createHash } from 'node:crypto';
import { ChatRequest } from './chat-request';
import { isMockModel, mockModels } from './models';
import { type Envelope, renderFrames, renderWhole } from './render-reply';
import { replyTo } from './reply';

/** A whole answer, or the frames of a stream. */
export type MockAnswer = { status: number; body: string } | { status: 200; frames: string[] };

/** What the mock provider answers, decided before a byte is sent. `now` is epoch milliseconds. */
export function answerMock(method: string, path: string, body: string, now: number): MockAnswer {
  if (method === 'GET' && path === '/v1/models') return listModels(now);
  if (method !== 'POST' || path !== '/v1/chat/completions')
    return refuse(404, 'not_found', `There is nothing at ${path}.`);
  const parsed = ChatRequest.safeParse(readJson(body));
  if (!parsed.success) {
    return refuse(
      400,
      'invalid_request',
      `Not a chat request: ${parsed.error.issues[0]?.path.join('.') || 'the body'}.`,
    );
  }
  const request = parsed.data;
  if (!isMockModel(request.model)) {
    return refuse(404, 'model_not_found', `The demo's mock provider has no model "${request.model}".`);
  }
  if (mockModels[request.model].fails) {
    return refuse(503, 'unavailable', `The demo's model "${request.model}" always fails: that is what it is for.`);
  }
  const reply = replyTo(request);
  const envelope: Envelope = {
    id: `chatcmpl-${createHash('sha256').update(body).digest('hex').slice(0, 24)}`,
    created: Math.floor(now / 1000),
    model: request.model,
  };
  if (!request.stream) return { status: 200, body: renderWhole(reply, envelope) };
  return { status: 200, frames: renderFrames(reply, envelope, request.stream_options?.include_usage === true) };
}

function listModels(now: number): MockAnswer {
  const created = Math.floor(now / 1000);
  const data = Object.keys(mockModels).map((id) => ({ id, object: 'model', created, owned_by: 'demo' }));
  return { status: 200, body: JSON.stringify({ object: 'list', data }) };
}

function refuse(status: number, code: string, message: string): MockAnswer {
  const type = status >= 500 ? 'server_error' : 'invalid_request_error';
  return { status, body: JSON.stringify({ error: { message, type, code, param: null } }) };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
