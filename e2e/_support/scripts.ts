import { gzipSync } from 'node:zlib';
import type { Gate } from './eventually';
import type { Script, UpstreamCall } from './scripted-upstream';

/** The figures every scripted answer reports, cached and reasoning parts included. */
export const usage = {
  prompt_tokens: 1000,
  completion_tokens: 200,
  total_tokens: 1200,
  prompt_tokens_details: { cached_tokens: 400 },
  completion_tokens_details: { reasoning_tokens: 50 },
};

/** A good answer, whole or as a stream, as the call asks. */
export function answersWith(text: string): Script {
  return (call) => (call.body.stream === true ? streams([text])(call) : sendJson(call, 200, completion(call, text)));
}

export function completion(call: UpstreamCall, text: string) {
  return {
    id: 'chatcmpl-scripted',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: call.body.model,
    choices: [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }],
    usage,
    x_vendor: { kept: 1.0 },
  };
}

export interface StreamOptions {
  /** The piece before which it waits, by its index, and for what. */
  gates?: Record<number, Gate>;
  usage?: 'own chunk' | 'merged' | 'none';
  done?: boolean;
  /** What happens after the last piece of text, in place of a good end. */
  end?: (call: UpstreamCall) => unknown;
}

/** A stream: the opening chunk with the role, the pieces of text, the finish, usage and `[DONE]`. */
export function streams(pieces: readonly string[], options: StreamOptions = {}): Script {
  return async (call) => {
    openStream(call);
    sendChunk(call, { delta: { role: 'assistant', content: '' } });
    for (const [index, content] of pieces.entries()) {
      await options.gates?.[index]?.passed;
      sendChunk(call, { delta: { content } });
    }
    await options.gates?.[pieces.length]?.passed;
    if (options.end) return options.end(call);
    const reported = options.usage ?? 'own chunk';
    sendChunk(call, { delta: {}, finish_reason: 'stop' }, reported === 'merged' ? { usage } : {});
    const asked = (call.body.stream_options as { include_usage?: boolean } | undefined)?.include_usage;
    if (reported === 'own chunk' && asked) sendChunk(call, null, { usage });
    if (options.done !== false) call.response.write('data: [DONE]\n\n');
    call.response.end();
  };
}

export function openStream(call: UpstreamCall): void {
  call.response.writeHead(200, { 'content-type': 'text/event-stream' });
  call.response.flushHeaders();
}

/** One chunk; without a choice it is the kind that only reports. */
export function sendChunk(call: UpstreamCall, choice: object | null, more: object = {}): void {
  const chunk = {
    id: 'chatcmpl-scripted',
    object: 'chat.completion.chunk',
    created: 1_700_000_000,
    model: call.body.model,
    choices: choice ? [{ index: 0, finish_reason: null, ...choice }] : [],
    ...more,
  };
  call.response.write(`data: ${JSON.stringify(chunk)}\n\n`);
}

export function sendJson(
  call: UpstreamCall,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  call.response.writeHead(status, { 'content-type': 'application/json', ...headers });
  call.response.end(JSON.stringify(body));
}

export function failsWith(status: number, body: unknown = {}, headers: Record<string, string> = {}): Script {
  return (call) => sendJson(call, status, body, headers);
}

/** Says nothing at all. */
export const stalls: Script = () => {};

/** Says 200 and nothing more. */
export const stallsAfterHeaders: Script = (call) => {
  openStream(call);
  if (call.body.stream === true) sendChunk(call, { delta: { role: 'assistant', content: '' } });
};

export const hangsUp: Script = (call) => cut(call);

/** Says 200 and closes the connection, before any content. */
export const diesAfterHeaders: Script = (call) => {
  openStream(call);
  if (call.body.stream === true) sendChunk(call, { delta: { role: 'assistant', content: '' } });
  else call.response.write('{"id":"chatcmpl-scri');
  return cutSoon(call);
};

export const malformed: Script = (call) => {
  call.response.writeHead(200, { 'content-type': 'application/json' });
  call.response.end(call.body.stream === true ? 'data: {"choices": oops\n\n' : '<html>gateway</html>');
};

/** A 200 whose body says that it failed. */
export const errorInside: Script = (call) => {
  const error = { error: { message: 'internal detail of the upstream', code: 'server_error' } };
  if (call.body.stream !== true) return sendJson(call, 200, error);
  openStream(call);
  call.response.end(`data: ${JSON.stringify(error)}\n\n`);
};

/** Compresses although nobody said that they read that. */
export const compressed: Script = (call) => {
  call.response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
  call.response.end(gzipSync(JSON.stringify(completion(call, 'squeezed'))));
};

/** Ends for a stream after its content: `streams([…], { end })`. */
export const ends = {
  /** The bytes end well and the stream does not. */
  early: (call: UpstreamCall) => call.response.end(),
  cut: (call: UpstreamCall) => cutSoon(call),
  midFrame: (call: UpstreamCall) => {
    call.response.write('data: {"id":"chatcmpl-scripted","choices":[{"index":0,"del');
    return cutSoon(call);
  },
  malformed: (call: UpstreamCall) => call.response.end('data: {"choices": oops\n\ndata: [DONE]\n\n'),
  error: (call: UpstreamCall) =>
    call.response.end('data: {"error":{"message":"internal detail of the upstream","code":"server_error"}}\n\n'),
  stall: () => {},
} satisfies Record<string, (call: UpstreamCall) => unknown>;

function cut(call: UpstreamCall): void {
  call.response.socket?.destroy();
}

/** Once what was written has gone to the kernel: destroying at once would take it back. */
async function cutSoon(call: UpstreamCall): Promise<void> {
  await new Promise<void>((resolve) => call.response.write('\n', () => resolve()));
  cut(call);
}
