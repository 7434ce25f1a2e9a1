import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { createGate, eventually } from './_support/eventually';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { answersWith, ends, failsWith, stalls, streams } from './_support/scripts';

const alice = createToken('alice');
const gone = createToken('gone');

describe.each(doors)('errors as the official openai SDK sees them, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [
        provider('up', upstream.url, ['one', { id: 'plain', capabilities: { tools: false } }], {
          timeouts: { first_byte_ms: 300 },
        }),
      ],
      groups: [failover('default', ['up/one']), failover('plain', ['up/plain'])],
      callers: [caller('alice', alice, ['default', 'plain']), caller('gone', gone, [], { status: 'revoked' })],
    },
    settings: { ROUTER_MAX_BODY_BYTES: '100000' },
  }));
  // Two retries are the SDK's own default: what they do is part of what is tested.
  const client = (apiKey = alice) => new OpenAI({ baseURL: `${router.origin}/v1`, apiKey });
  const create = (model: string, more: object = {}, apiKey = alice) =>
    client(apiKey).chat.completions.create({ model, messages: [{ role: 'user', content: 'ping' }], ...more });
  const errorOf = (promise: Promise<unknown>): Promise<InstanceType<typeof OpenAI.APIError>> =>
    promise.then(
      () => {
        throw new Error('expected an error');
      },
      (error) => error,
    );

  test('each refusal is an error of its class, with code and request id, and no upstream call', async () => {
    const tools = [{ type: 'function', function: { name: 'f', parameters: {} } }];
    const cases = [
      [errorOf(create('default', {}, 'rtr_unknown')), OpenAI.AuthenticationError, 401, 'unauthorized'],
      [errorOf(create('default', {}, gone)), OpenAI.PermissionDeniedError, 403, 'token-revoked'],
      [errorOf(create('secret')), OpenAI.PermissionDeniedError, 403, 'model-not-allowed'],
      [errorOf(client().models.retrieve('secret')), OpenAI.NotFoundError, 404, 'not-found'],
      [errorOf(create('plain', { tools })), OpenAI.UnprocessableEntityError, 422, 'no-eligible-target'],
      [errorOf(create('')), OpenAI.BadRequestError, 400, 'missing-model'],
      [errorOf(create('default', { messages: 'x' })), OpenAI.BadRequestError, 400, 'invalid-request'],
      [errorOf(create('default', { pad: 'x'.repeat(120_000) })), OpenAI.APIError, 413, 'request-too-large'],
    ] as const;
    for (const [promise, type, status, code] of cases) {
      const error = await promise;
      expect(error).toBeInstanceOf(type);
      expect([error.status, error.code]).toEqual([status, code]);
      expect(error.requestID).toMatch(/^req_[0-9a-f]{32}$/);
      expect(error.headers?.get('x-should-retry')).toBe('false');
    }
    expect(upstream.calls).toHaveLength(0);
  });

  test('a failure that no retry can mend is not retried', async () => {
    upstream.when('one', failsWith(401));
    expect(await errorOf(create('default'))).toMatchObject({ status: 502, code: 'upstream-failed' });
    expect(upstream.calls).toHaveLength(1);
  });

  test('a failure that may pass is retried, and an answer comes of it', async () => {
    upstream.when('one', (call) => (upstream.calls.length < 3 ? failsWith(503) : answersWith('at last'))(call));
    const answer = await create('default');
    expect(answer).toMatchObject({ choices: [{ message: { content: 'at last' } }] });
    expect(upstream.calls).toHaveLength(3);
  });

  test("an upstream's own 400 reaches the SDK in the upstream's words", async () => {
    upstream.when('one', failsWith(400, { error: { message: 'max_tokens is too large', code: 'bad_max', type: 't' } }));
    const error = await errorOf(create('default'));
    expect(error).toBeInstanceOf(OpenAI.BadRequestError);
    expect(error).toMatchObject({ code: 'bad_max', message: '400 max_tokens is too large' });
    expect(upstream.calls).toHaveLength(1);
  });

  test('a time-out is an InternalServerError with its own code', async () => {
    upstream.when('one', stalls);
    const error = await errorOf(
      client().chat.completions.create({ model: 'default', messages: [] }, { maxRetries: 0 }),
    );
    expect(error).toBeInstanceOf(OpenAI.InternalServerError);
    expect(error).toMatchObject({ status: 504, code: 'upstream-timeout' });
  });

  test('a stream that breaks off is an error and not an end', async () => {
    upstream.when('one', streams(['half of '], { end: ends.cut }));
    const stream = await client().chat.completions.create({ model: 'default', messages: [], stream: true });
    let text = '';
    const error = await errorOf(
      (async () => {
        for await (const chunk of stream) text += chunk.choices[0]?.delta.content ?? '';
      })(),
    );
    expect(text).toBe('half of ');
    expect(error).toBeInstanceOf(OpenAI.APIError);
    expect(error.code).toBe('upstream-failed');
  });

  test('aborting mid-stream stops the upstream within a second', async () => {
    const gate = createGate();
    upstream.when('one', streams(['a', 'b', 'never'], { gates: { 2: gate } }));
    const stream = await client().chat.completions.create({ model: 'default', messages: [], stream: true });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content === 'b') break;
    await eventually('the upstream call has ended', () => upstream.calls[0]?.leftAt, 1_000);
    gate.open();
  });
});
