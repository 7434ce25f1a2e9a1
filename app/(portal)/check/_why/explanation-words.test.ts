import { describe, expect, it } from 'vitest';
import type { Explanation } from '../_ask/answers';
import { groupOf, tokenOf } from '../_testing/token-answer';
import { decisions, headline, tellTarget } from './explanation-words';
import { stepsAfter } from './next-steps';

const token = tokenOf([groupOf('default', { aliases: ['claude-default'] }), groupOf('coding')]);
const target = {
  number: 1,
  eligible: true,
  lacks: [],
  undeclared: [],
  degraded: [],
  health: 'healthy' as const,
  left_alone: false,
};
const tools = { name: 'tools', words: 'tools' };
const explanation: Explanation = {
  object: 'route.explanation',
  endpoint: 'chat/completions',
  model: 'claude-default',
  group: 'default',
  stream: true,
  fault: null,
  requires: [tools],
  input_tokens: { likely: 1200, at_most: 2400 },
  max_output_tokens: 500,
  targets: [target, { ...target, number: 2 }],
  order: [2, 1],
  reasons: ['Targets are drawn.', 'Some are left.'],
  estimated_usd: { likely: 0.00119, at_most: 0.004 },
  limits: [],
  able_groups: ['default'],
};
const fault = (code: string, status: number) => ({
  code,
  status,
  title: 'The title',
  message: 'The message.',
  advice: 'The advice.',
  page: `/docs/errors/${code}`,
});
const said = (of: Explanation, who = token) =>
  decisions(of, who)
    .map(({ title, words }) => `${title} ${words}`)
    .join('\n');

describe('a request that would be sent', () => {
  it('is told with its group, what it needs and the order of its targets', () => {
    expect(headline(explanation)).toEqual({ tone: 'good', words: 'It would be sent, this time to target 2 first' });
    const words = said(explanation);
    for (const part of [
      'The token is active.',
      'one of Chat Completions, answered as a stream',
      '“claude-default” is an alias of default',
      'It needs tools. About 1,200 tokens in, 2,400 at most, and 500 out.',
      '2 of 2 can carry it. This time they would be tried in this order: target 2 and target 1.',
      'The order Targets are drawn. Some are left.',
      'Its cost about $0.0012 at target 2, $0.004 at most.',
    ])
      expect(words).toContain(part);
  });
});

describe('a request that would be refused', () => {
  it('by its token is told so first', () => {
    const refused = { ...explanation, fault: fault('token-revoked', 403) };
    expect(headline(refused).words).toBe('It would be refused: 403 The title');
    expect(said(refused, { ...token, status: 'revoked' })).toContain('is revoked: every request is refused');
  });

  it('by its body is told no more than that', () => {
    const words = said({ ...explanation, group: null, fault: fault('invalid-request', 400) });
    expect(words).toContain('The message.');
    expect(words).not.toContain('allow list');
  });

  it('by the allow list is told the groups that the token has', () => {
    const refused = { ...explanation, group: null, targets: [], order: [], fault: fault('model-not-allowed', 403) };
    expect(said(refused)).toContain('not on this token’s allow list');
    const steps = stepsAfter({
      fault: fault('model-not-allowed', 403),
      able: ['default'],
      groups: token.group_details,
    });
    expect(steps).toEqual([
      {
        words: 'Put one of this token’s own groups into "model":',
        groups: ['default'],
        link: { href: '/docs/errors/model-not-allowed', words: 'More about model-not-allowed' },
      },
    ]);
  });

  it('by every target is told what each of them lacks, and which group can', () => {
    const targets = [{ ...target, eligible: false, lacks: [tools] }];
    const refused = { ...explanation, targets, order: [], fault: fault('no-eligible-target', 422) };
    expect(said(refused)).toContain('Its only one cannot carry it.');
    expect(tellTarget({ ...target, eligible: false, lacks: [tools] }, [])).toEqual({
      tone: 'bad',
      short: 'Cannot carry it',
      words: ['It lacks tools.'],
    });
    const steps = (able: string[]) => stepsAfter({ fault: fault('no-eligible-target', 422), able, groups: [] });
    expect(steps(['coding'])[0]).toMatchObject({ groups: ['coding'] });
    expect(steps([])[0]).toMatchObject({ ask: true });
    const refused422 = { fault: fault('no-eligible-target', 422), able: [], groups: [], isRefusedByPolicy: true };
    expect(stepsAfter(refused422)[0]?.words).toContain('a policy that refuses it');
  });
});

describe('an explanation of a body', () => {
  it('says that its API was guessed where nobody chose it', () => {
    const guessed = (of: Explanation) => decisions(of, token, { byShape: true })[1]?.words;
    expect(guessed(explanation)).toBe(
      'was read as one of Chat Completions, answered as a stream; choose the API above if it is for another.',
    );
    expect(guessed({ ...explanation, group: null, fault: fault('invalid-request', 400) })).toBe(
      'was read as one of Chat Completions; choose the API above if it is for another. The message.',
    );
    expect(said(explanation)).not.toContain('above');
  });

  it('says of one target alone no more than that', () => {
    const one = { ...explanation, targets: [target], order: [1] };
    expect(headline(one).words).toBe('It would be sent, to target 1');
    expect(said(one)).not.toContain('The order');
  });
});

describe('what a request would cost', () => {
  it('is said of the target that is tried first, and where nobody has said its price, so', () => {
    expect(said({ ...explanation, estimated_usd: null })).toContain(
      'Its cost is not known: no price is declared for target 2.',
    );
    expect(said({ ...explanation, order: [], estimated_usd: null })).not.toContain('Its cost');
  });
});

describe('a target', () => {
  it('that is left alone is told so, unless it is the one that is let through to see', () => {
    const alone = { ...target, left_alone: true, health: 'unhealthy' as const };
    const words = ['It has failed again and again, or asked for a pause, and is not tried for a moment.'];
    expect(tellTarget(alone, [2])).toEqual({ tone: 'warn', short: 'Left alone for now', words });
    expect(tellTarget(alone, [1])).toMatchObject({ tone: 'warn', short: 'Tried first' });
    const unfit = { ...alone, eligible: false, lacks: [tools] };
    expect(tellTarget(unfit, [])).toMatchObject({ tone: 'bad', short: 'Cannot carry it' });
  });

  it('is told by its place, and what is not sure of it', () => {
    const unsure = { ...target, undeclared: [tools], degraded: [{ name: 'seed', words: 'a seed' }] };
    const { tone, short, words } = tellTarget({ ...unsure, health: 'unhealthy' }, [2, 1]);
    expect({ tone, short }).toEqual({ tone: 'warn', short: 'Tried as number 2' });
    expect(words.join(' ')).toMatch(/not declared whether it has tools.*not be told: a seed.*failing lately/);
    expect(tellTarget(target, [1]).short).toBe('Tried first');
    expect(tellTarget(target, [2]).short).toBe('Can carry it, not tried');
    const off = { ...target, eligible: false, lacks: [{ name: 'enabled', words: 'a target that is switched on' }] };
    expect(tellTarget(off, []).words).toEqual(['It is switched off.']);
  });
});
