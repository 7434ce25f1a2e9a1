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
    expect(said('empty-list')).toContain('This token has 2 groups');
    expect(said('401')).toContain('knows this token');
    expect(said('403')).toContain('a 403 is not about the token');
    expect(said('422')).toContain('1 of 2 lack something');
    expect(said('422')).toContain('Tools: default.');
    expect(said('5xx')).toContain('None failing');
  });

  it('is answered for a token that is refused, or has nothing', () => {
    const revoked = { ...token, status: 'revoked' };
    expect(said('empty-list', revoked)).toContain('refused with 403');
    expect(said('403', revoked)).toContain('403 token-revoked');
    expect(said('empty-list', tokenOf([]))).toContain('allow list is empty');
    expect(said('422', tokenOf([]))).toContain('no groups');
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
