import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DialectId, dialectIds } from '../exchange/dialect-ids';
import type { OperationId } from '../exchange/request';
import type { Price } from '../snapshot/snapshot';
import { compileRules } from '../validation/compile-rules';
import { group, secret, snapshot, target, token } from './__fixtures__/policy';
import { fails, installStage, type Script, type Stage, says, streams } from './__fixtures__/stage';
import { handleExchange } from './handle-exchange';

const price = (id: number, inputUsdPerMtok: number, outputUsdPerMtok: number): Price => {
  return { id, effectiveFrom: 0, inputUsdPerMtok, cachedInputUsdPerMtok: null, outputUsdPerMtok };
};
const cheap = { prices: [price(1, 1, 10)] };
const dear = { prices: [price(2, 100, 1_000)] };
const question = 'Tell me in a sentence what a router for language models is good for.';
const messages = [{ role: 'user', content: question }];

let stage: Stage;
const mock = new LLMock({ port: 0, chunkSize: 4 });
beforeAll(async () => {
  stage = await installStage();
  // The tokenizer's thread takes longer to start than a record waits.
  await vi.waitFor(
    async () =>
      expect(await stage.runtime.modelTokens.count(['a b c', 'antidisestablishmentarianism'])).toEqual([3, 6]),
    { timeout: 10_000, interval: 100 },
  );
  mock.onMessage('hello', {
    content: 'Hi there, how are you today? I have not seen you for a while.',
    usage: {
      ...{ prompt_tokens: 12, completion_tokens: 7, total_tokens: 19, input_tokens: 12, output_tokens: 7 },
      ...{ promptTokenCount: 12, candidatesTokenCount: 7, totalTokenCount: 19 },
    },
  });
  await mock.start();
});
afterEach(() => stage.clear());
afterAll(async () => {
  await mock.stop();
  await stage.runtime.modelTokens.close();
});

const record = async () => {
  await stage.settled();
  expect(stage.records).toHaveLength(1);
  const [only] = stage.records;
  if (!only) throw new Error('no record');
  return only;
};

/** Chunks of a stream that does not end, and never says what it used. */
const speaks =
  (...words: string[]): Script =>
  ({ response }) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const chunk = (delta: object) => `data: ${JSON.stringify({ id: 'a', choices: [{ index: 0, delta }] })}\n\n`;
    response.write([chunk({ role: 'assistant', content: '' }), ...words.map((content) => chunk({ content }))].join(''));
  };

/** Leaves once so many words have come. */
async function leaveAfter(words: number): Promise<void> {
  const leaving = new AbortController();
  const answering = stage.post({ messages, stream: true }, { signal: leaving.signal });
  if (words === 0) {
    await vi.waitFor(() => expect(stage.servers[0]?.calls).toHaveLength(1));
    leaving.abort();
    await answering;
    return;
  }
  const reader = (await answering).body?.getReader();
  await reader?.read();
  await reader?.cancel();
}

describe('a stream that its caller leaves (field-failures 34)', () => {
  it('before the first chunk costs its input, and nothing else', async () => {
    await stage.open([() => {}], { model: cheap });
    await leaveAfter(0);
    const { input_tokens, output_tokens, cost_usd, ...rest } = await record();
    expect(rest).toMatchObject({ outcome: 'cancelled', estimated: true, price_id: 1 });
    expect(output_tokens).toBe(0);
    expect(input_tokens).toBeGreaterThan(14);
    expect(input_tokens).toBeLessThan(40);
    expect(cost_usd).toBeCloseTo((input_tokens ?? 0) / 1e6, 12);
  });

  it.each([
    ['one chunk', ['Hello'], 1],
    ['three chunks', ['Hello', ' there', ', friend'], 4],
  ])('after %s costs its input and what had come', async (_what, words, tokens) => {
    await stage.open([speaks(...words)], { model: cheap });
    await leaveAfter(words.length);
    const { input_tokens, output_tokens, cost_usd, estimated } = await record();
    expect([output_tokens, estimated]).toEqual([tokens, true]);
    expect(cost_usd).toBeCloseTo(((input_tokens ?? 0) + tokens * 10) / 1e6, 12);
  });

  it('counts a long answer by its beginning', async () => {
    const paragraph = 'Models are told apart by what they can carry and by what they cost. ';
    await stage.open([speaks(paragraph.repeat(2_000))], { model: cheap });
    await leaveAfter(1);
    const { output_tokens } = await record();
    expect(output_tokens).toBeGreaterThan(29_000);
    expect(output_tokens).toBeLessThan(31_000);
  });

  it('takes the figures that the provider has given: Anthropic’s first event says what the input was', async () => {
    const events = [
      { type: 'message_start', message: { id: 'm', usage: { input_tokens: 1_234, output_tokens: 1 } } },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hello there, friend' } },
    ];
    const script: Script = ({ response }) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const event of events) response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    };
    await stage.open([script], { model: cheap, provider: { dialect: 'anthropic-messages' } });
    await leaveAfter(1);
    expect(await record()).toMatchObject({ input_tokens: 1_234, output_tokens: 4, estimated: true });
  });

  it('costs nothing where no upstream was reached', async () => {
    await stage.open([fails(503)], { model: cheap, provider: { baseUrl: 'http://127.0.0.1:1/v1' } });
    await (await stage.post({ messages })).text();
    expect(await record()).toMatchObject({ input_tokens: null, output_tokens: null, cost_usd: null, estimated: false });
  });

  it('and a whole answer that its caller does not wait for costs its input', async () => {
    await stage.open([() => {}], { model: cheap });
    const leaving = new AbortController();
    const answering = stage.post({ messages }, { signal: leaving.signal });
    await vi.waitFor(() => expect(stage.servers[0]?.calls).toHaveLength(1));
    leaving.abort();
    await answering;
    const { input_tokens, output_tokens, estimated } = await record();
    expect([output_tokens, estimated]).toEqual([0, true]);
    expect(input_tokens).toBeGreaterThan(14);
  });
});

describe('an upstream that never says what an answer used', () => {
  const silent: Script = ({ response }) => {
    const choices = [
      { index: 0, message: { role: 'assistant', content: 'Hello there, friend' }, finish_reason: 'stop' },
    ];
    response
      .writeHead(200, { 'content-type': 'application/json' })
      .end(JSON.stringify({ id: 'a', model: 'm', choices }));
  };

  it.each<[string, Script, boolean]>([
    ['a whole one', silent, false],
    ['a stream', streams('Hello there, friend'), true],
  ])('is counted here: %s', async (_what, script, stream) => {
    await stage.open([script], { model: cheap });
    await (await stage.post({ messages, stream })).text();
    const { outcome, input_tokens, output_tokens, estimated } = await record();
    expect([outcome, output_tokens, estimated]).toEqual(['completed', 4, true]);
    expect(input_tokens).toBeGreaterThan(14);
  });
});

const callers: [DialectId, OperationId, object][] = [
  ['openai-chat', 'chat/completions', { messages: [{ role: 'user', content: 'hello' }] }],
  ['openai-responses', 'responses', { input: 'hello' }],
  ['anthropic-messages', 'messages', { max_tokens: 100, messages: [{ role: 'user', content: 'hello' }] }],
];
const upstreamModels: Record<DialectId, string> = {
  ...{ 'openai-chat': 'gpt-4o-mini', 'openai-responses': 'gpt-5.4-mini' },
  ...{ 'anthropic-messages': 'claude-sonnet-5-5', gemini: 'gemini-2.5-flash' },
};

describe.each(callers)('%s callers are metered (field-failures 36)', (dialect, operation, body) => {
  const ask = (upstream: DialectId, stream: boolean) => {
    const baseUrl = `${mock.url}${upstream === 'gemini' ? '/v1beta' : '/v1'}`;
    const model = { ...cheap, upstreamModel: upstreamModels[upstream] };
    const one = target('mock/model', { provider: { dialect: upstream, baseUrl, apiKey: 'sk' }, model });
    stage.serve(snapshot([group('general', [one])], { token: token(['general']) }));
    const request = new Request(`http://router.example/v1/${operation}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'general', ...body, stream }),
    });
    return handleExchange(request, dialect, operation);
  };

  it.each(dialectIds.flatMap((upstream) => [false, true].map((stream) => [upstream, stream] as const)))(
    'over %s, stream %s: what the provider reports',
    async (upstream, stream) => {
      const response = await ask(upstream, stream);
      expect([response.status, await response.text()]).toEqual([200, expect.stringContaining('Hi t')]);
      expect(await record()).toMatchObject({ input_tokens: 12, output_tokens: 7, estimated: false });
    },
  );

  it.each(dialectIds)('over %s, left after the first chunk: what had come', async (upstream) => {
    const reader = (await ask(upstream, true)).body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const { input_tokens, output_tokens, cost_usd } = await record();
    expect(input_tokens).toBeGreaterThan(0);
    expect(output_tokens).toBeGreaterThan(0);
    expect(cost_usd).toBeGreaterThan(0);
  });
});

describe('an attempt that fails', () => {
  it('in the middle of its stream is paid for up to there: a time-out (field-failures 38), a cut', async () => {
    const timeouts = { firstByteMs: 2_000, idleMs: 60, totalMs: 5_000 };
    await stage.open([speaks('Hello', ' there', ', friend')], { model: cheap, provider: { timeouts } });
    await (await stage.post({ messages, stream: true })).text();
    expect(await record()).toMatchObject({ fault: 'upstream-timeout', output_tokens: 4, estimated: true });
    await stage.clear();
    await stage.open([streams('Hello there, friend', { ends: false })], { model: cheap });
    await (await stage.post({ messages, stream: true })).text();
    const { tries, ...cut } = await record();
    expect(cut).toMatchObject({ outcome: 'failed', output_tokens: 4, estimated: true });
    // An only attempt's figures are the record's own, which are not written twice.
    expect(tries).toEqual([expect.not.objectContaining({ output_tokens: expect.anything() })]);
  });

  it('before it has said anything is not paid for', async () => {
    await stage.open([fails(500), says('fine')], { model: cheap });
    await (await stage.post({ messages })).text();
    const { tries, ...whole } = await record();
    expect(whole).toMatchObject({ input_tokens: 10, output_tokens: 5, estimated: false });
    expect(tries[0]).not.toHaveProperty('cost_usd');
    expect(tries[1]).toMatchObject({ input_tokens: 10, output_tokens: 5, estimated: false });
  });
});

describe('an answer that was discarded', () => {
  const compiled = compileRules([{ rule: 'json' }]);
  const validation = {
    rules: compiled.ok ? compiled.rules : [],
    ...{ attempts: 2, onFailure: 'error' as const, bufferStreams: true, asksPolicy: false },
  };

  it.each([false, true])(
    'is paid for at its own target’s price, and the parts are the whole (stream %s)',
    async (stream) => {
      const scripts = stream ? [streams('no'), streams('{}')] : [says('no'), says('{}')];
      await stage.open(scripts, { group: { validation }, models: [dear, cheap] });
      await (await stage.post({ messages, stream })).text();
      const { tries, ...whole } = await record();
      expect(whole).toMatchObject({ outcome: 'completed', provider_id: 'place1', price_id: 1, estimated: stream });
      expect(tries.map(({ result }) => result)).toEqual(['invalid', 'answered']);
      const sum = (name: 'input_tokens' | 'output_tokens' | 'cost_usd') =>
        tries.reduce((total, attempt) => total + (attempt[name] ?? 0), 0);
      expect([whole.input_tokens, whole.output_tokens]).toEqual([sum('input_tokens'), sum('output_tokens')]);
      expect(whole.cost_usd).toBeCloseTo(sum('cost_usd'), 12);
      const [discarded, given] = tries;
      expect(discarded?.cost_usd).toBeGreaterThan(50 * (given?.cost_usd ?? 0));
    },
  );
});
