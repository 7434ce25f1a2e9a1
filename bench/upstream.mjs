/** The mock upstream of the bench: one whole answer, or a stream of twenty chunks, each written on its own, in two dialects. */
import http from 'node:http';

const common = { id: 'chatcmpl-bench', created: 1, model: 'bench-upstream', system_fingerprint: 'fp_bench' };
const usage = {
  prompt_tokens: 12,
  completion_tokens: 18,
  total_tokens: 30,
  prompt_tokens_details: { cached_tokens: 0 },
};

const whole = JSON.stringify({
  ...common,
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'A plain answer.' }, finish_reason: 'stop' }],
  usage,
});

const chunk = (choices, rest = {}) => frame({ ...common, object: 'chat.completion.chunk', choices, ...rest });
const frame = (value) => `data: ${JSON.stringify(value)}\n\n`;
const delta = (value, finish_reason = null) => chunk([{ index: 0, delta: value, logprobs: null, finish_reason }]);

const words = Array.from({ length: 17 }, (_, index) => delta({ content: ` word ${index}` }));
const stream = [
  delta({ role: 'assistant', content: '' }),
  ...words,
  delta({}, 'stop'),
  `${chunk([], { usage })}data: [DONE]\n\n`,
];

const event = (type, rest) => `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
const message = {
  ...{ id: 'msg_bench', type: 'message', role: 'assistant', model: 'bench-upstream', content: [] },
  ...{ stop_reason: null, stop_sequence: null, usage: { input_tokens: 12, output_tokens: 1 } },
};
const block = { index: 0, content_block: { type: 'text', text: '' } };
const messages = [
  event('message_start', { message }) + event('content_block_start', block),
  ...Array.from({ length: 17 }, (_, index) =>
    event('content_block_delta', { index: 0, delta: { type: 'text_delta', text: ` word ${index}` } }),
  ),
  event('content_block_stop', { index: 0 }) +
    event('message_delta', { delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 18 } }),
  event('message_stop', {}),
];

const server = http.createServer((request, response) => {
  let body = '';
  request.setEncoding('utf8').on('data', (piece) => {
    body += piece;
  });
  request.on('end', () => {
    if (!body.includes('"stream":true')) sendWhole(response);
    else sendStream(response, request.url.endsWith('/messages') ? messages : stream);
  });
});

function sendWhole(response) {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(whole) });
  response.end(whole);
}

function sendStream(response, frames) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let next = 0;
  const write = () => {
    if (response.destroyed) return;
    response.write(frames[next++]);
    if (next < frames.length) setImmediate(write);
    else response.end();
  };
  write();
}

server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
