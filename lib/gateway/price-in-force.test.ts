import { afterAll, beforeAll, expect, it } from 'vitest';
import { POST as chat } from '../../app/v1/chat/completions/route';
import { openServer } from '../upstream/__fixtures__/scripted-server';
import { group, secret, snapshot, target, token } from './__fixtures__/policy';
import { installRuntime, type TestRuntime } from './__fixtures__/runtime';

const answer =
  '{"model":"x","choices":[{"index":0,"message":{"content":"hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1000000,"completion_tokens":0}}';
const hour = 3_600_000;

let router: TestRuntime;
let upstream: Awaited<ReturnType<typeof openServer>>;

beforeAll(async () => {
  router = await installRuntime();
  upstream = await openServer(({ response }) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end(answer),
  );
});

afterAll(async () => {
  await upstream.close();
  await router.runtime.stop();
});

it('a request costs what the price of its own day says, not the one before it nor the one to come', async () => {
  const price = (id: number, effectiveFrom: number) => ({
    ...{ id, effectiveFrom, inputUsdPerMtok: id },
    ...{ cachedInputUsdPerMtok: null, outputUsdPerMtok: id },
  });
  const prices = [price(3, Date.now() + hour), price(2, Date.now() - hour), price(1, 0)];
  const general = group('general', [
    target('place/small', { provider: { baseUrl: upstream.baseUrl }, model: { prices } }),
  ]);
  router.serve(snapshot([general], { token: token(['general']) }));
  const response = await chat(
    new Request('http://router.example/v1/chat/completions', {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model: 'general', messages: [] }),
    }),
  );
  expect(response.status).toBe(200);
  await response.text();
  expect(router.records).toMatchObject([{ price_id: 2, cost_usd: 2 }]);
});
