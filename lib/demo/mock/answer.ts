import { createHash } from 'node:crypto';
import type { MockMode } from '../../exchange/mock-modes';
import { ChatRequest } from './chat-request';
import { isMockModel, type MockModel, mockModels } from './models';
import { type Envelope, renderFrames, renderWhole } from './render-reply';
import { replyTo } from './reply';
import { natureOf } from './switches';

/** A whole answer, or the frames of a stream; and whether it comes late, or breaks off before its end. */
export type MockAnswer = ({ status: number; body: string } | { status: 200; frames: string[] }) & {
  manner?: 'slow' | 'cut';
};

/** What the mock provider answers, decided before a byte is sent. `now` is epoch milliseconds. */
export function answerMock(
  method: string,
  path: string,
  body: string,
  now: number,
  modeOf: (model: MockModel) => MockMode = natureOf,
): MockAnswer {
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
  const mode = modeOf(request.model);
  if (mode === 'unavailable') return refuse(503, 'unavailable', explainFailure(request.model));
  const manner = mode === 'fine' ? {} : { manner: mode };
  const reply = replyTo(request);
  const envelope: Envelope = {
    id: `chatcmpl-${createHash('sha256').update(body).digest('hex').slice(0, 24)}`,
    created: Math.floor(now / 1000),
    model: request.model,
  };
  if (!request.stream) return { status: 200, body: renderWhole(reply, envelope), ...manner };
  return {
    status: 200,
    ...manner,
    frames: renderFrames(reply, envelope, request.stream_options?.include_usage === true),
  };
}

function explainFailure(model: MockModel): string {
  return natureOf(model) === 'unavailable'
    ? `The demo's model "${model}" always fails: that is what it is for.`
    : `The demo's model "${model}" was switched to fail.`;
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
