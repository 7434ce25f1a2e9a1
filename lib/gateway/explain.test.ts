import { afterAll, describe, expect, it } from 'vitest';
import { routePolicy } from '../policies/__fixtures__/policy';
import { policyName } from '../policies/policy-name';
import { createSandbox } from '../policies/sandbox/create-sandbox';
import { createTargetHealth } from '../upstream/target-health';
import { testAdmission } from './__fixtures__/admission';
import { conditions } from './__fixtures__/plan';
import { group, holder, seededRandom, snapshot, target } from './__fixtures__/policy';
import { type ExplainFeature, explainFeatures } from './contract';
import { describeGroup } from './describe-group';
import { explainExchange } from './explain';
import { featuresRequest } from './features-request';

const able = { tools: true, vision: true, structured_output: true, reasoning: true };
const groups = [
  group('general', [
    target('up/plain', { model: { capabilities: { ...able, vision: false } } }),
    target('up/able', { model: { capabilities: able } }),
    target('up/silent'),
  ]),
  group('words', [target('up/words', { model: { capabilities: { ...able, tools: false, vision: false } } })]),
  group('hidden', [target('up/able')]),
];
const policy = snapshot(groups);
const allowed = holder(['general', 'words']);

const sandbox = createSandbox({ waitMs: 30_000 });
afterAll(() => sandbox.close());
const admission = testAdmission();

function explained(model: string, features: readonly ExplainFeature[], who = allowed) {
  const context = { snapshot: policy, holder: who, conditions: conditions(seededRandom(1)), sandbox, admission };
  return explainExchange(featuresRequest({ model, features }), 'chat/completions', context);
}

describe('an explanation', () => {
  it('numbers the targets, and says who lacks what and who was never declared', async () => {
    const { targets, order, fault, group: found } = await explained('general', ['images']);
    expect([found, fault, order]).toEqual(['general', null, [2, 3]]);
    expect(targets).toMatchObject([
      { number: 1, eligible: false, lacks: [{ name: 'vision', words: 'images' }] },
      { number: 2, eligible: true, lacks: [], undeclared: [] },
      { number: 3, eligible: true, undeclared: [{ name: 'vision' }] },
    ]);
  });

  it('judges files as the group is described: by what is declared of images, and in their own name', async () => {
    const { targets, order, requires } = await explained('general', ['files']);
    expect([requires, order]).toEqual([[{ name: 'files', words: 'PDF and other files' }], [2, 3]]);
    expect(targets).toMatchObject([{ lacks: [{ name: 'files' }] }, { lacks: [] }, { undeclared: [{ name: 'files' }] }]);
    const refused = (await explained('words', ['files'])).fault;
    expect(refused?.message).toContain('The request requires: files.');
    for (const each of groups.slice(0, 2))
      expect(describeGroup(each, createTargetHealth(), 0).can.files).toBe(each.id === 'general');
  });

  it('says what a request would be refused with, and which groups could', async () => {
    const { fault, order, able_groups } = await explained('words', ['tools', 'images']);
    expect(fault).toMatchObject({ code: 'no-eligible-target', status: 422, page: '/docs/errors/no-eligible-target' });
    expect([order, able_groups]).toEqual([[], ['general']]);
  });

  it('says of a policy’s own refusal what can be done about that, and not about what targets lack', async () => {
    const refuses = routePolicy('return { targets: [] }');
    const closed = group('closed', [target('up/able')], {
      strategy: 'script',
      policy: {
        ...{ id: 'p', version: 1, compiled: refuses, readsText: false },
        ...{ deadlineMs: 5_000, onError: 'fail', fallback: 'failover' },
      },
    });
    const context = {
      ...{ snapshot: snapshot([closed]), holder: holder(['closed']) },
      ...{ conditions: conditions(seededRandom(1)), sandbox, admission },
    };
    const request = featuresRequest({ model: 'closed', features: [] });
    const { fault } = await explainExchange(request, 'chat/completions', context);
    expect(fault).toMatchObject({
      code: 'no-eligible-target',
      message: expect.stringContaining('The policy of this model group refuses the request.'),
      advice: expect.stringContaining('It is the policy of the model group that refuses'),
    });
    expect(fault?.advice).not.toContain('lists');
  });

  it('runs a policy within its deadline, counts nothing of it, and runs none for an inactive token', async () => {
    const loops = routePolicy('for (;;);');
    const policyOf = { id: 'loops', version: 1, compiled: loops, readsText: false };
    const scripted = group('scripted', [target('up/able')], {
      strategy: 'script',
      policy: { ...policyOf, deadlineMs: 10, onError: 'fail', fallback: 'failover' },
    });
    await sandbox.start();
    const before = sandbox.counts();
    const ask = (status: 'active' | 'revoked') =>
      explainExchange(featuresRequest({ model: 'scripted', features: [] }), 'chat/completions', {
        ...{ snapshot: snapshot([scripted]), holder: { ...holder(['scripted']), status } },
        ...{ conditions: conditions(seededRandom(1)), sandbox: calls, admission },
      });
    let runs = 0;
    const calls: typeof sandbox = Object.assign(Object.create(sandbox), {
      call(...given: Parameters<typeof sandbox.call>) {
        runs += 1;
        return sandbox.call(...given);
      },
    });
    for (let time = 0; time < 6; time += 1) expect((await ask('active')).fault?.code).toBe('policy-failed');
    expect(runs).toBe(6);
    const revoked = await ask('revoked');
    expect([runs, revoked.fault?.code, revoked.group, revoked.order]).toEqual([6, 'token-revoked', 'scripted', []]);
    const name = policyName({ ...policyOf, digest: loops.digest });
    expect([sandbox.counts(), sandbox.suspendedUntil(name)]).toEqual([before, null]);
  });

  it('looks the same for a group that is not allowed and one that does not exist', async () => {
    const { fault, targets, group: found, able_groups } = await explained('hidden', []);
    expect(fault).toMatchObject({ code: 'model-not-allowed' });
    expect({ ...(await explained('nothing', [])), model: 'hidden' }).toEqual({
      ...(await explained('hidden', [])),
      fault: { ...fault, message: fault?.message.replace('"hidden"', '"nothing"') },
    });
    expect([targets, found, able_groups]).toEqual([[], null, ['general', 'words']]);
  });

  it('says first of an inactive token that it is, and then what would be', async () => {
    const { fault, order } = await explained('general', [], { ...allowed, status: 'expired' });
    expect([fault?.code, order.toSorted()]).toEqual(['token-expired', [1, 2, 3]]);
  });

  it('names no provider, model, weight or price', async () => {
    expect(JSON.stringify(await explained('general', [...explainFeatures]))).not.toMatch(
      /up\/|plain|able\b|silent|weight|price/,
    );
  });
});
