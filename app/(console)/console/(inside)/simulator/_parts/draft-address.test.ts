import { expect, it } from 'vitest';
import { emptyDraft, type SimulatorDraft } from './draft';
import { addressOf, bodyOf, draftOf, isAsked, mostBody } from './draft-address';

const queryOf = (address: string) => Object.fromEntries(new URL(address, 'https://router.example').searchParams);
const bodyIn = (address: string) => bodyOf(new URL(address, 'https://router.example').hash);
function again(draft: SimulatorDraft): SimulatorDraft {
  const { address } = addressOf(draft);
  return { ...draftOf(queryOf(address), ['default', 'fast']), body: bodyIn(address) };
}

it('has the whole request, and gives it back', () => {
  const draft: SimulatorDraft = {
    ...emptyDraft('fast'),
    ...{ endpoint: 'messages', features: ['tools', 'images'], inputTokens: '1000', outputTokens: '20' },
    ...{ session: 's-1', user: 'ada', project: 'own', environment: 'dev', tier: '3', body: '{"messages":[]}' },
  };
  expect(again(draft)).toEqual(draft);
  expect(addressOf(draft).isBodyLeftOut).toBe(false);
});

it('has the body where no server is sent it', () => {
  const body = '{"messages":[{"role":"user","content":"a & b = c # d + e"}]}';
  const { address } = addressOf({ ...emptyDraft('fast'), body });
  expect([address.split('#')[0], bodyIn(address)]).toEqual([addressOf(emptyDraft('fast')).address, body]);
  expect([bodyOf(''), bodyOf('#'), bodyOf('#other')]).toEqual(['', '', '']);
});

it('says only what was said', () => {
  expect(addressOf(emptyDraft('fast')).address).toBe('/console/simulator?group=fast&endpoint=chat%2Fcompletions');
});

it('leaves out a body that is long, or that holds a token, and says so', () => {
  const secret = `rtr_metrum_ada_own_dev_k1_${'s'.repeat(40)}`;
  for (const body of [`{"input":"${'x'.repeat(mostBody)}"}`, `{"input":"my token is ${secret}"}`]) {
    const { address, isBodyLeftOut } = addressOf({ ...emptyDraft('fast'), body });
    expect([isBodyLeftOut, bodyIn(address)]).toEqual([true, '']);
  }
  const { address } = addressOf({ ...emptyDraft('fast'), tokenId: secret, session: secret });
  expect(address).not.toContain('sss');
  expect(queryOf(address).token).toBe('rtr_metrum_ada_own_dev_k1');
});

it('is asked when it was asked before, and believes nothing that it does not know', () => {
  const asked = (query: Record<string, string>) => isAsked(query, ['fast']);
  expect(asked({ group: 'fast', endpoint: 'responses' })).toBe(true);
  expect([asked({ group: 'fast' }), asked({ group: 'fast', endpoint: 'nonsense' })]).toEqual([false, false]);
  expect(asked({ group: 'gone', endpoint: 'responses' })).toBe(false);
  const strange = { group: 'gone', endpoint: 'nonsense', features: 'tools,nonsense' };
  expect(draftOf(strange, ['default'])).toEqual({ ...emptyDraft('default'), features: ['tools'] });
});
