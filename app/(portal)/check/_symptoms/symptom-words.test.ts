import { describe, expect, it } from 'vitest';
import { groupOf, tokenOf } from '../_testing/token-answer';
import { findGroup } from './find-group';
import { symptomIds, symptomWords } from './symptom-words';

const plain = groupOf('text-only', { aliases: ['cheap'], can: { ...groupOf('x').can, tools: false } });
const token = tokenOf([groupOf('default'), plain], {
  discoverable: [{ id: 'coding', title: null, description: null }],
});
const said = (id: (typeof symptomIds)[number], answer = token) => {
  const { verdict, sentences } = symptomWords(id, answer);
  return `${verdict?.words}: ${sentences.join(' ')}`;
};

describe('a symptom', () => {
  it.each(symptomIds)('%s has words before there is a token, and a verdict with one', (id) => {
    expect(symptomWords(id, null)).toMatchObject({ verdict: null });
    expect(symptomWords(id, null).sentences.length).toBeGreaterThan(0);
    expect(symptomWords(id, token).verdict).not.toBeNull();
  });

  it('is answered for an active token', () => {
    expect(said('empty-list')).toMatch(/^No: it has 2 groups: This token has 2 groups/);
    expect(said('401')).toMatch(/^Not about this token: it is known.*knows this token/);
    expect(said('403')).toMatch(/^Not about this token: it is active.*a 403 is not about the token/);
    expect(said('422')).toContain('Not all have tools: ');
    expect(said('422')).toContain('Tools: default.');
    expect(said('5xx')).toMatch(/^None of its groups is failing now/);
  });

  it('is answered for a token that is refused, or has nothing', () => {
    const revoked = { ...token, status: 'revoked' };
    expect(said('empty-list', revoked)).toContain('refused with 403');
    expect(said('403', revoked)).toMatch(/^Yes: it is revoked.*403 token-revoked/);
    expect(said('empty-list', tokenOf([]))).toMatch(/^Yes: its allow list is empty/);
    expect(said('422', tokenOf([]))).toMatch(/^It has no groups/);
  });

  it('does not warn of what groups are not made for, and says what it is where that is short', () => {
    const verdict = (...all: Partial<typeof can>[]) =>
      symptomWords('422', tokenOf(all.map((each, place) => groupOf(`g${place}`, { can: { ...can, ...each } }))))
        .verdict;
    const { can } = groupOf('x');
    expect(verdict({ reasoning: false }, { reasoning: false, tools: false })).toEqual({
      tone: 'neutral',
      words: 'None has reasoning',
    });
    expect(verdict({ vision: false, structured_output: false }, {})?.words).toBe('Not all have images or JSON');
    expect(verdict({ tools: false, vision: false, files: false }, {})).toEqual({
      tone: 'neutral',
      words: '1 of 2 groups lacks something',
    });
    expect(verdict({})?.tone).toBe('good');
  });

  it('is answered for groups that are failing', () => {
    expect(said('5xx', tokenOf([groupOf('a', { health: 'unhealthy' })]))).toContain('Everything behind a is failing');
    expect(said('5xx', tokenOf([groupOf('a', { health: 'degraded' })]))).toContain('the rest answers');
  });
});

describe('a name that is missing', () => {
  it.each([
    ['default', { kind: 'allowed', id: 'default' }],
    [' "default" ', { kind: 'allowed', id: 'default' }],
    ['cheap', { kind: 'alias', id: 'text-only' }],
    ['Text_Only', { kind: 'spelling', name: 'text-only' }],
    ['coding', { kind: 'discoverable', id: 'coding' }],
    ['nothing-such', { kind: 'unlisted' }],
  ])('%j is found to be %j', (typed, finding) => expect(findGroup(typed, token)).toEqual(finding));
});
