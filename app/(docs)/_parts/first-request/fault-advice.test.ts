import { expect, it } from 'vitest';
import { catalogue, type FaultCode, faultCodes } from '@/lib/faults/catalogue';
import { faultAdvice } from './fault-advice';

const story = (code: FaultCode) => {
  const { status, title, message, calling } = catalogue[code];
  return { status, outcome: 'refused' as const, fault: { code, status, title, message, advice: calling, page: '' } };
};

it('no advice on the card speaks of a message, which its reader does not see', () => {
  for (const code of faultCodes) expect(faultAdvice(story(code)), code).not.toMatch(/\bmessage\b/);
  expect(faultAdvice(story('invalid-request'))).toContain('The error that your program got says which part was wrong');
  expect(faultAdvice(story('method-not-allowed'))).toContain(
    'The Allow header and the error that your program got say',
  );
});

it('a request that the provider refused is told as that, and that a retry does not help', () => {
  const advice = faultAdvice({ status: 400, outcome: 'failed', fault: null });
  expect(advice).toContain('The provider refused');
  expect(advice).toContain('A retry of the same does not help.');
  expect(faultAdvice({ status: 200, outcome: 'failed', fault: null })).not.toContain('refused');
  expect(faultAdvice({ status: 499, outcome: 'cancelled', fault: null })).toContain('left before');
});
