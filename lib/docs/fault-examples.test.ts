import { expect, it } from 'vitest';
import { catalogue, faultCodes } from '../faults/catalogue';
import { faultExamples } from './fault-examples';

const origin = 'https://llm.example.com';
const promises = /\bmessage (?:lists|names|gives|says|say)\b/;

it('an advice that says what the message tells stands beside an example that tells it', () => {
  const promising = faultCodes.filter((code) => promises.test(catalogue[code].calling));
  expect(promising).toEqual(
    expect.arrayContaining(['invalid-request', 'model-not-allowed', 'not-found', 'no-eligible-target']),
  );
  const without = promising.filter((code) => faultExamples(code, origin).openai.includes(catalogue[code].message));
  expect(without).toEqual([]);
});

it('an example has the reader’s own origin, in both shapes', () => {
  const { openai, anthropic } = faultExamples('not-found', origin);
  for (const example of [openai, anthropic]) expect(example).toContain(`it is ${origin}/v1.`);
});
