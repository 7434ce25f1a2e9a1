/**
 * Drives one endpoint from this process: { origin, kind, connections, rate, seconds, requests, headers } in, figures out. Loopback only.
 * `rate` is requests a second, begun whether or not earlier ones have ended; 0 keeps every connection busy, for so many
 * `seconds` or, where that is told, until so many `requests` have begun.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { Agent } from 'undici';

const chat = {
  model: 'default',
  messages: [{ role: 'user', content: 'Say something nice about the weather, please.' }],
};
const asked = { model: 'claude', stream: true };
const kinds = {
  unary: { method: 'POST', path: '/v1/chat/completions', body: JSON.stringify(chat) },
  stream: {
    method: 'POST',
    path: '/v1/chat/completions',
    body: JSON.stringify({ ...chat, stream: true }),
    ends: 'data: [DONE]\n\n',
  },
  // Translated: a caller of Messages over Chat Completions, and one of Responses over Messages.
  'messages to chat': {
    method: 'POST',
    path: '/v1/messages',
    body: JSON.stringify({ ...chat, stream: true, max_tokens: 1000 }),
    ends: '{"type":"message_stop"}\n\n',
  },
  'responses to messages': {
    method: 'POST',
    path: '/v1/responses',
    body: JSON.stringify({ ...asked, input: chat.messages }),
    contains: 'event: response.completed\n',
  },
  models: { method: 'GET', path: '/v1/models', body: null },
};

process.on('message', async ({ origin, kind, connections, rate, seconds, requests, headers: own }) => {
  const agent = new Agent({ connections, pipelining: 1 });
  const headers = { ...own, 'content-type': 'application/json' };
  const latencies = [];
  let failed = 0;
  let left = requests ?? Number.POSITIVE_INFINITY;
  const until = performance.now() + seconds * 1000;

  async function one() {
    const begun = performance.now();
    if (!(await goesWell())) failed += 1;
    latencies.push(performance.now() - begun);
  }

  async function goesWell() {
    try {
      const { ends = '', contains = '', ...request } = kinds[kind];
      const { statusCode, body } = await agent.request({ origin, headers, ...request });
      const text = await body.text();
      return statusCode === 200 && text.endsWith(ends) && text.includes(contains);
    } catch {
      return false;
    }
  }

  async function saturate() {
    while (performance.now() < until && left-- > 0) await one();
  }

  async function pace() {
    const started = performance.now();
    const begun = [];
    while (performance.now() < until) {
      const due = Math.floor(((performance.now() - started) / 1000) * rate);
      while (begun.length < due) begun.push(one());
      await pause(1);
    }
    await Promise.all(begun);
  }

  if (rate > 0) await pace();
  else await Promise.all(Array.from({ length: connections }, saturate));
  await agent.close();
  latencies.sort((a, b) => a - b);
  const at = (share) => latencies[Math.floor(latencies.length * share)] ?? 0;
  process.send({ requests: latencies.length, failed, p50: at(0.5), p99: at(0.99) });
});
process.on('disconnect', () => process.exit(0));
