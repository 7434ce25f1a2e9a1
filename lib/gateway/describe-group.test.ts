import { describe, expect, it } from 'vitest';
import { noteResult } from '../upstream/__fixtures__/note-result';
import { createTargetHealth } from '../upstream/target-health';
import { group, target } from './__fixtures__/policy';
import { clientRequest } from './client-shapes';
import { clientIds } from './contract';
import { describeGroup } from './describe-group';

const now = 1_000_000;
const health = createTargetHealth();
const everything = { tools: true, vision: true, structured_output: true, reasoning: true };
const seen = (...targets: ReturnType<typeof target>[]) => describeGroup(group('general', targets), health, now);
const at = (id: string, dialect: 'openai-chat' | 'openai-responses' | 'anthropic-messages' | 'gemini', model: object) =>
  target(id, { provider: { dialect }, model });

describe('which programs a group serves', () => {
  it.each(['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'] as const)(
    'is all of them where a model of %s is declared to do everything',
    (dialect) => {
      const { clients } = seen(at('up/one', dialect, { capabilities: everything, contextTokens: 200_000 }));
      for (const client of clientIds)
        expect([client, clients[client]]).toMatchObject([client, { works: true, certain: true, lacks: [] }]);
    },
  );

  it('leaves out the agents where there are no tools, and says so', () => {
    const { clients } = seen(target('up/one', { model: { capabilities: { ...everything, tools: false } } }));
    expect(clients.codex).toMatchObject({ works: false, lacks: [{ name: 'tools', words: 'tools' }] });
    expect(clients['claude-code']).toMatchObject({ works: false, lacks: [{ name: 'tools' }] });
    expect(clients['openai-sdk'].works).toBe(true);
  });

  it('leaves them out where their first request does not fit, and names which measure', () => {
    const small = seen(target('up/one', { model: { capabilities: everything, contextTokens: 8_000 } }));
    expect(small.clients['claude-code'].lacks.map(({ name }) => name)).toEqual(['context_tokens']);
    expect(small.clients.codex.works).toBe(true);
    const short = seen(target('up/one', { model: { capabilities: everything, maxOutputTokens: 16_384 } }));
    expect(short.clients['claude-code'].lacks.map(({ name }) => name)).toEqual(['max_output_tokens']);
  });

  it('is not certain where nobody has declared what they need', () => {
    expect(seen(target('up/one')).clients.codex).toMatchObject({ works: true, certain: false });
  });

  it('names what they lose at a target of another dialect', () => {
    const { clients } = seen(target('up/one', { model: { capabilities: everything } }));
    expect(clients.codex.degraded).toContainEqual({
      name: 'optional-hosted-tools',
      words: 'tools that the provider runs, offered beside tools of the caller’s own and not demanded',
    });
  });

  it('is none where every target is switched off', () => {
    const { clients } = seen(target('up/one', { enabled: false, model: { capabilities: everything } }));
    for (const client of clientIds)
      expect(clients[client]).toMatchObject({ works: false, lacks: [{ name: 'enabled' }] });
  });

  it('is judged by what Codex asks for after its catalogue has told it of reasoning', () => {
    const reasoning = group('a', [target('up/one', { model: { capabilities: everything } })]);
    const plain = group('b', [target('up/one', { model: { capabilities: { tools: true } } })]);
    expect(clientRequest('codex', reasoning).requires).toEqual(['tools', 'reasoning']);
    expect(clientRequest('codex', plain).requires).toEqual(['tools']);
  });
});

describe('what a group can carry', () => {
  it('has files where a way for them leads to a model that sees', () => {
    expect(seen(target('up/one', { model: { capabilities: { vision: true } } })).can.files).toBe(true);
    expect(seen(target('up/one', { model: { capabilities: { vision: false } } })).can.files).toBe(false);
    expect(seen(target('up/one')).can.files).toBeNull();
    expect(seen(target('up/one', { enabled: false })).can.files).toBe(false);
  });

  it('is not ruled out by what one request may cost: that is told of a request', () => {
    const sees = target('up/one', { model: { capabilities: everything, contextTokens: 200_000 } });
    const described = describeGroup({ ...group('general', [sees]), ceilingUsd: 0.000_001 }, health, now);
    expect(described.can.files).toBe(true);
    for (const client of clientIds) expect(described.clients[client]).toMatchObject({ works: true, lacks: [] });
  });

  it('has the widest window and the longest answer of its targets', () => {
    const wide = target('up/one', { model: { contextTokens: 200_000, maxOutputTokens: 8_000 } });
    const long = target('up/two', { model: { contextTokens: 100_000, maxOutputTokens: 64_000 } });
    expect(seen(wide, long, target('up/three'))).toMatchObject({ context_tokens: 200_000, max_output_tokens: 64_000 });
  });

  it('is judged once for a policy, and its health each time', () => {
    const one = group('general', [target('up/one')]);
    const [before, after] = [describeGroup(one, health, now), describeGroup(one, health, now + 1)];
    expect(after.clients).toBe(before.clients);
    expect(describeGroup({ ...one, targets: [] }, health, now).clients).not.toBe(before.clients);
  });

  it('is as healthy as what is behind it', () => {
    const lately = createTargetHealth();
    const both = group('general', [target('up/one'), target('up/two')]);
    const is = () => describeGroup(both, lately, now).health;
    expect(is()).toBe('unknown');
    noteResult(lately, 'up/two', 'answered', now);
    expect(is()).toBe('healthy');
    for (let turn = 0; turn < 5; turn += 1) noteResult(lately, 'up/one', 'busy', now);
    expect(is()).toBe('degraded');
    for (let turn = 0; turn < 5; turn += 1) noteResult(lately, 'up/two', 'unreachable', now);
    expect(is()).toBe('unhealthy');
  });
});
