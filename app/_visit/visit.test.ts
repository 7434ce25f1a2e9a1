import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from './ask-token';
import { readHeld } from './held';
import type { GroupDetails } from './token-answer';
import { chooseModel, forgetToken, holdToken, readVisit } from './visit';

const verdict = (works: boolean) => ({ works, certain: true, lacks: [], degraded: [] });
const can = { tools: true, vision: null, files: null, structured_output: null, reasoning: null, embeddings: false };

function group(id: string, talks = true): GroupDetails {
  const [yes, chat] = [verdict(true), verdict(talks)];
  return {
    ...{ id, title: null, description: null, aliases: [], can, context_tokens: null, max_output_tokens: null },
    health: 'unknown',
    clients: { codex: yes, 'claude-code': yes, 'openai-sdk': chat, 'anthropic-sdk': yes },
  };
}

function finding(groups: GroupDetails[], status = 'active'): Finding {
  return {
    kind: 'known',
    token: {
      ...{
        object: 'token',
        id: 'rtr_metrum_alice_demo_dev_k1',
        user: 'alice',
        kind: 'person',
        project: 'demo',
        environment: 'dev',
      },
      ...{ status, expires_at: null, rotates_at: null, group_details: groups, discoverable: [] },
    },
  };
}

const token = 'rtr_metrum_alice_demo_dev_k1_secret';

describe('a token for this visit', () => {
  beforeEach(forgetToken);
  afterEach(forgetToken);

  it('is held until it is forgotten', () => {
    expect([readVisit(), readHeld()]).toEqual([null, null]);
    holdToken(token, finding([group('fast')]));
    expect(readHeld()).toMatchObject({ token, id: 'rtr_metrum_alice_demo_dev_k1', user: 'alice', model: 'fast' });
    forgetToken();
    expect([readVisit(), readHeld()]).toEqual([null, null]);
  });

  it('has examples name the group that they name without it, where the token has it', () => {
    holdToken(token, finding([group('coding'), group('default')]));
    expect(readHeld()).toMatchObject({ model: 'default', groups: ['coding', 'default'] });
  });

  it('has examples name a group that can answer before one that cannot', () => {
    holdToken(token, finding([group('default', false), group('fast')]));
    expect(readHeld()?.model).toBe('fast');
    holdToken(`${token}2`, finding([group('embeddings', false)]));
    expect(readHeld()?.model).toBe('embeddings');
  });

  it('keeps the chosen group when the same token is asked about again, as long as it has it', () => {
    holdToken(token, finding([group('one'), group('two')]));
    chooseModel('two');
    holdToken(token, finding([group('one'), group('two'), group('three')]));
    expect(readHeld()?.model).toBe('two');
    holdToken(token, finding([group('one')]));
    expect(readHeld()?.model).toBe('one');
  });

  it('fills in nothing where it does not work, or may use nothing', () => {
    holdToken(token, finding([group('default')], 'expired'));
    expect([readVisit()?.model, readHeld()]).toEqual([null, null]);
    holdToken(token, { kind: 'unknown', requestId: null });
    expect(readHeld()).toBeNull();
    holdToken(token, finding([]));
    expect(readHeld()).toMatchObject({ model: 'default', groups: [] });
  });
});
