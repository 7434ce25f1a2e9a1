import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { routePolicy } from '../policies/__fixtures__/policy';
import type { CompiledPolicy } from '../policies/compiled-policy';
import { policyName } from '../policies/policy-name';
import type { GroupPolicy } from '../snapshot/snapshot';
import { installStage, type Stage, says } from './__fixtures__/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await installStage();
});
afterEach(() => stage.clear());
afterAll(async () => {
  stage.runtime.sandbox.close();
  await stage.runtime.stop();
});

function asks(compiled: CompiledPolicy | null, some: Partial<GroupPolicy> = {}) {
  const version = compiled ? 3 : null;
  return {
    group: {
      strategy: 'script' as const,
      policy: {
        ...{ id: 'by-shape', version, compiled, readsText: false },
        ...{ deadlineMs: 1_000, onError: 'fallback' as const, fallback: 'failover' as const, ...some },
      },
    },
  };
}

const three = [says('0'), says('1'), says('2')];
const answered = async (body: object = {}) => {
  const response = await stage.post(body);
  await response.text();
  return [response.status, (await stage.tries()).at(-1)?.[0]];
};
const nameOf = (digest: string, id = 'by-shape') => policyName({ id, version: 3, digest });
const failuresOf = ({ digest }: CompiledPolicy) => {
  const { calls: _, suspensions: __, ...failures } = stage.runtime.sandbox.counts(nameOf(digest));
  return Object.values(failures).reduce((sum, count) => sum + count, 0);
};
const reasons = () => stage.records.at(-1)?.reasons ?? [];

describe('a policy', () => {
  it('gives the order of attempts, and its label and reason are kept with the record', async () => {
    const body = 'return { targets: [2, context.targets[0]], label: "tools", reason: "tools go to b" }';
    await stage.open(three, asks(routePolicy(body)));
    expect(await answered()).toEqual([200, 'place2']);
    expect(reasons()).toContain('policy by-shape version 3 ordered, label tools: tools go to b');
    expect(reasons().filter((line) => line.startsWith('try '))).toEqual(['try place2/small', 'try place0/small']);
  });

  it('leaves the order to its fallback by saying nothing of it', async () => {
    await stage.open(three, asks(routePolicy('return { label: "any" }')));
    expect(await answered()).toEqual([200, 'place0']);
    expect(reasons()).toContain("ordered by failover, the policy's fallback");
  });

  it('refuses a request with an empty list, before anything is sent', async () => {
    await stage.open(three, asks(routePolicy('return { targets: [], reason: "private" }')));
    const response = await stage.post();
    expect(response.status).toBe(422);
    expect(await response.text()).not.toContain('private');
    expect(stage.records[0]).toMatchObject({ outcome: 'refused', fault: 'no-eligible-target', tries: [] });
    expect(reasons()).toContain('policy by-shape version 3 refused: private');
  });

  it.each<[string, CompiledPolicy | null, Partial<GroupPolicy>]>([
    ['throws', routePolicy('throw new Error("no")'), {}],
    ['does not end', routePolicy('for (;;);'), { deadlineMs: 20 }],
    ['returns nonsense', routePolicy('return { targets: ["first"] }'), {}],
    ['was never published', null, {}],
  ])('that %s goes to its fallback, or fails closed where it says so', async (_, compiled, some) => {
    await stage.open(three, asks(compiled, some));
    const before = compiled && failuresOf(compiled);
    expect(await answered()).toEqual([200, 'place0']);
    if (compiled) expect(failuresOf(compiled)).toBe((before ?? 0) + 1);
    await stage.clear();
    await stage.open(three, asks(compiled, { ...some, onError: 'fail' }));
    const response = await stage.post();
    expect(response.status).toBe(500);
    expect(await response.text()).toContain('policy-failed');
    expect(stage.records[0]).toMatchObject({ outcome: 'failed', fault: 'policy-failed', tries: [] });
  });

  it('is suspended by itself alone: another one of the same code goes on', async () => {
    const same = routePolicy('if (context.request.text?.includes("loop")) for (;;); return { label: "same" };');
    await stage.open(three, asks(same, { id: 'loops', readsText: true, deadlineMs: 20 }));
    const { sandbox } = stage.runtime;
    for (let turn = 0; turn < 40 && sandbox.suspendedUntil(nameOf(same.digest, 'loops')) === null; turn += 1)
      await answered({ messages: [{ role: 'user', content: 'loop' }] });
    expect(sandbox.suspendedUntil(nameOf(same.digest, 'loops'))).not.toBeNull();
    expect(sandbox.suspendedUntil(nameOf(same.digest))).toBeNull();
    await stage.clear();
    await stage.open(three, asks(same, { readsText: true }));
    await answered();
    expect(reasons()).toContain('policy by-shape version 3 ordered, label same');
    expect(sandbox.counts(nameOf(same.digest)).calls).toBe(1);
  });

  it('is told the shape of the request, who asks and which targets there are; the text only where the group lets it', async () => {
    const tells = routePolicy(
      'const { request: r, caller: c, targets: t } = context;' +
        'return { reason: [r.hasTools, r.toolCount, r.toolChoice, r.imageCount, r.messageCount, r.text, c.user, c.environment, t.length, t[0].healthy].join("|") }',
    );
    const image = { type: 'image_url', image_url: { url: 'https://a.example/i.png' } };
    const body = {
      messages: [{ role: 'user', content: [{ type: 'text', text: 'word' }, image] }],
      tools: [{ type: 'function', function: { name: 'f' } }],
      tool_choice: 'required',
    };
    await stage.open(three, asks(tells));
    await answered(body);
    expect(reasons()[1]).toContain('true|1|required|1|1||alice|dev|3|true');
    await stage.clear();
    await stage.open(three, asks(tells, { readsText: true }));
    await answered(body);
    expect(reasons()[1]).toContain('true|1|required|1|1|word|alice|dev|3|true');
  });

  it('has the same chance for every turn of a conversation, where its group keeps those on their target', async () => {
    const draws = routePolicy('return { reason: String(context.random()) }');
    await stage.open(three, { group: { ...asks(draws).group, affinity: true } });
    await answered({ prompt_cache_key: 'one' });
    const first = reasons()[1];
    await answered({ prompt_cache_key: 'one' });
    expect(reasons()[1]).toBe(first);
    await answered({ prompt_cache_key: 'two' });
    expect(reasons()[1]).not.toBe(first);
  });
});
