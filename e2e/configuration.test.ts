import { describe, expect, test } from 'vitest';
import { ask, bearer, get, textOf } from './_support/client';
import { caller, createToken, failover, provider, reference } from './_support/configuration';
import { doors } from './_support/doors';
import { createRouter, useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { answersWith } from './_support/scripts';

const alice = createToken('alice');
const bob = createToken('bob');

describe.each(doors)('the declared configuration, through the %s door', (door) => {
  const upstream = useUpstream();
  const configuration = (groups: object[], callers: object[]) => ({
    providers: [provider('up', upstream.url, ['one', 'two'], { api_key: 'sk-one' })],
    groups: groups as Record<string, unknown>[],
    callers: callers as Record<string, unknown>[],
  });
  const first = () => configuration([failover('default', ['up/one'])], [caller('alice', alice, ['default'])]);
  const router = useRouter(door, () => ({ configuration: first() }));
  const version = async () =>
    ((await (await get(router, '/readyz')).json()) as { policy_version: number }).policy_version;

  test('a second start with the same file changes nothing', async () => {
    const before = await version();
    await router.stop();
    await router.restart();
    expect(await version()).toBe(before);
    expect(router.output()).toMatch(/"changes":0/);
    expect(await textOf(await ask(router, alice, 'default'))).toBe('pong');
  });

  test('a file that cannot be used ends the start, says where, and leaves the store as it was', async () => {
    const before = await version();
    await router.stop();
    const bad = 'version: 1\nproviders:\n  - id: up\n    dialect: openai-chat\n    base_uri: http://127.0.0.1:9/v1\n';
    const startedAt = router.output().length;
    await expect(router.restart({ configuration: bad })).rejects.toThrow(/the router ended with [1-9]/);
    const words = router.output().slice(startedAt);
    expect(words).toContain('router.yaml:5:5');
    expect(words).toContain('base_url');
    await router.restart({ configuration: first() });
    expect(await version()).toBe(before);
    expect(await textOf(await ask(router, alice, 'default'))).toBe('pong');
  });

  test('a secret that is not set ends the start by its name', async () => {
    await router.stop();
    const text = JSON.stringify({
      version: 1,
      providers: [provider('up', upstream.url, ['one'], { api_key: reference('NOT_SET') })],
    });
    await expect(router.restart({ configuration: text })).rejects.toThrow(
      /the environment variable NOT_SET is not set/,
    );
  });

  test('a changed file is served after the next start: groups, keys, access, status', async () => {
    await router.stop();
    await router.restart({
      configuration: {
        ...configuration(
          [failover('default', ['up/two']), failover('second', ['up/one'])],
          [caller('alice', alice, ['second'], { status: 'disabled' }), caller('bob', bob, ['default', 'second'])],
        ),
        providers: [provider('up', upstream.url, ['one', 'two'], { api_key: 'sk-two' })],
      },
    });
    upstream.when('two', answersWith('the other'));
    expect(await textOf(await ask(router, bob, 'default'))).toBe('the other');
    expect(upstream.calls[0]?.headers.authorization).toBe('Bearer sk-two');
    expect((await ask(router, alice, 'second')).status).toBe(403);
    expect(await (await get(router, '/v1/token', bearer(alice))).json()).toMatchObject({ status: 'disabled' });
    // Gone from the file is not gone from the store.
    await router.stop();
    await router.restart({ configuration: { callers: [] } });
    expect(await textOf(await ask(router, bob, 'second'))).toBe('pong');
  });

  test('a second process on the same data folder is refused in words', async () => {
    const second = await createRouter(door, { dataDir: router.dataDir });
    try {
      await expect(second.restart()).rejects.toThrow(/the router ended with [1-9]/);
      expect(second.output()).toMatch(/another router process \(pid \d+\) has this data folder/);
    } finally {
      await second.remove();
    }
    expect((await get(router, '/readyz')).status).toBe(200);
  });
});
