import { describe, expect, test } from 'vitest';
import { ask, faultOf, textOf } from './_support/client';
import { caller, createToken, failover, provider } from './_support/configuration';
import { doors } from './_support/doors';
import { useRouter } from './_support/router';
import { useUpstream } from './_support/scripted-upstream';
import { answersWith, failsWith } from './_support/scripts';

const alice = createToken('alice');

describe.each(doors)('the choice of targets, through the %s door', (door) => {
  const upstream = useUpstream();
  const router = useRouter(door, () => ({
    configuration: {
      providers: [
        provider('up', upstream.url, [
          'one',
          'two',
          { id: 'silent', capabilities: {} },
          { id: 'silent-too', capabilities: {} },
        ]),
      ],
      groups: [
        {
          id: 'ordered',
          strategy: 'failover',
          targets: [
            { provider: 'up', model: 'one', priority: 20 },
            { provider: 'up', model: 'two', priority: 10 },
          ],
        },
        {
          id: 'spare',
          strategy: 'weighted',
          targets: [
            { provider: 'up', model: 'one', weight: 0 },
            { provider: 'up', model: 'two', weight: 1 },
          ],
        },
        {
          id: 'weighted',
          strategy: 'weighted',
          targets: [
            { provider: 'up', model: 'one', weight: 3 },
            { provider: 'up', model: 'two', weight: 1 },
          ],
        },
        {
          id: 'half-off',
          strategy: 'failover',
          targets: [
            { provider: 'up', model: 'one', enabled: false },
            { provider: 'up', model: 'two' },
          ],
        },
        { id: 'off', strategy: 'weighted', targets: [{ provider: 'up', model: 'one', enabled: false }] },
        failover('declared-last', ['up/silent', 'up/two']),
        failover('undeclared', ['up/silent', 'up/silent-too']),
      ],
      callers: [
        caller('alice', alice, ['ordered', 'spare', 'weighted', 'half-off', 'off', 'declared-last', 'undeclared']),
      ],
    },
  }));
  const tools = [{ type: 'function', function: { name: 'f', parameters: { type: 'object', properties: {} } } }];
  const asked = () => upstream.calls.map((call) => call.body.model);

  test('failover follows the priorities, lower numbers first', async () => {
    upstream.when('two', failsWith(503));
    expect((await ask(router, alice, 'ordered')).status).toBe(200);
    expect(asked()).toEqual(['two', 'one']);
  });

  test('a weight of 0 draws no traffic and is still there as a spare', async () => {
    for (let turn = 0; turn < 20; turn += 1) await (await ask(router, alice, 'spare')).text();
    expect(new Set(asked())).toEqual(new Set(['two']));
    upstream.when('two', failsWith(500));
    upstream.when('one', answersWith('the spare'));
    expect(await textOf(await ask(router, alice, 'spare'))).toBe('the spare');
  });

  test('weighted choice follows the weights', async () => {
    await Promise.all(Array.from({ length: 400 }, async () => (await ask(router, alice, 'weighted')).text()));
    // 300 of 400 are expected; six standard deviations either way.
    expect(upstream.callsFor('one').length).toBeGreaterThan(248);
    expect(upstream.callsFor('one').length).toBeLessThan(352);
    expect(upstream.calls).toHaveLength(400);
  });

  test('a target that is not enabled is never asked', async () => {
    upstream.when('two', failsWith(503));
    expect((await ask(router, alice, 'half-off')).status).toBe(503);
    expect(asked()).toEqual(['two']);
    expect(await faultOf(await ask(router, alice, 'off'))).toMatchObject({
      status: 422,
      code: 'no-eligible-target',
      message: expect.stringContaining('It has no enabled target.'),
    });
  });

  test('a target for which nothing is declared is tried after those that declare it', async () => {
    upstream.when('two', failsWith(503));
    expect((await ask(router, alice, 'declared-last', { tools })).status).toBe(200);
    expect(asked()).toEqual(['two', 'silent']);
  });

  test('a 4xx from an undeclared target moves on, and becomes no-eligible-target when none is left', async () => {
    const refusal = failsWith(400, { error: { message: 'tools are not supported by this model' } });
    upstream.when('silent', refusal);
    expect((await ask(router, alice, 'undeclared', { tools })).status).toBe(200);
    expect(asked()).toEqual(['silent', 'silent-too']);
    upstream.when('silent-too', refusal);
    const fault = await faultOf(await ask(router, alice, 'undeclared', { tools }));
    expect(fault).toMatchObject({ status: 422, code: 'no-eligible-target' });
    expect(fault.message).toContain('tools');
    expect(fault.message).not.toContain('silent');
  });
});
