import { describe, expect, test } from 'vitest';
import { ask } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { answersWith, failsWith } from './_support/scripts';

const alice = createToken('alice');

describe.each(doors)('the log, through the %s door', (door) => {
  const upstream = useUpstream();
  const configuration = () => ({
    providers: [provider('up', upstream.url, [{ id: 'one', price: { input: 2, output: 10 } }, 'two'])],
    groups: [failover('default', ['up/one', 'up/two'])],
    callers: [caller('alice', alice, ['default'])],
  });
  const router = useRouter(door, () => ({
    configuration: configuration(),
    settings: { ROUTER_LOG_REQUESTS: 'on', LOG_LEVEL: 'debug' },
  }));
  const lines = () =>
    router
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  test('has a line for each request that has ended, if it is asked to, and the request’s id in each of its lines', async () => {
    upstream.when('one', failsWith(503));
    upstream.when('two', answersWith('hi'));
    const ids: (string | null)[] = [];
    for (const more of [{}, { stream: true }]) {
      const response = await ask(router, alice, 'default', more);
      await response.text();
      ids.push(response.headers.get('x-request-id'));
    }
    const refused = await ask(router, alice, 'nobodys');
    await refused.text();
    ids.push(refused.headers.get('x-request-id'));
    upstream.when('two', failsWith(500));
    const failed = await ask(router, alice, 'default');
    await failed.text();
    ids.push(failed.headers.get('x-request-id'));
    await router.stop();

    const ended = lines().filter(({ msg }) => msg === 'request');
    expect(ended.map(({ requestId }) => requestId)).toEqual(ids);
    expect(ended[1]).toEqual({
      ...{
        level: 30,
        time: expect.any(String),
        msg: 'request',
        requestId: ids[1],
        tokenId: alice.slice(0, alice.lastIndexOf('_')),
      },
      ...{ endpoint: 'chat/completions', stream: true, group: 'default', provider: 'up', model: 'two' },
      ...{ status: 200, outcome: 'completed', fault: null, attempts: 2 },
      ...{ latencyMs: expect.any(Number), firstTokenMs: expect.any(Number) },
      ...{ inputTokens: 1000, cachedInputTokens: 400, outputTokens: 200, usd: null },
    });
    expect(ended.map(({ outcome, fault }) => [outcome, fault])).toEqual([
      ['completed', null],
      ['completed', null],
      ['refused', 'model-not-allowed'],
      ['failed', expect.stringMatching(/^upstream-/)],
    ]);
    const ofRequests = lines().filter(({ msg, fault }) => msg === 'an attempt failed' || fault !== undefined);
    expect(ofRequests.length).toBeGreaterThan(7);
    for (const line of ofRequests) expect(ids, JSON.stringify(line)).toContain(line.requestId);
    expect(router.output()).not.toContain(alice);
  });

  test('has none for a request that goes well where it was not asked to', async () => {
    const before = router.output().length;
    await router.restart({ settings: {} });
    upstream.when('one', answersWith('hi'));
    await (await ask(router, alice, 'default')).text();
    await router.stop();
    expect(router.output().slice(before)).not.toContain('"msg":"request"');
  });
});
