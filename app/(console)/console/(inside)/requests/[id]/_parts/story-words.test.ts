import { expect, it } from 'vitest';
import type { RequestStory } from '@/lib/admin/requests/story';
import { storyText } from './story-text';
import { headline, whatHelps } from './story-words';

const busy = {
  target: 'a/x',
  number: 1,
  result: 'busy',
  words: 'said that it was busy',
  status: 503,
  started_ms: 1,
  duration_ms: 20,
  used: null,
};
const well = {
  target: 'b/y',
  number: 2,
  result: 'answered',
  words: 'answered',
  status: 200,
  started_ms: 21,
  duration_ms: 1_300,
  used: { input_tokens: 12, output_tokens: 34, usd: 0.0042, estimated: false },
};
const story: RequestStory = {
  ...{ object: 'request', request_id: `req_${'a'.repeat(32)}`, cursor: '1_a', started_at: '2027-01-31T03:00:00.000Z' },
  ...{ endpoint: '/v1/messages', client: 'codex', model: 'default', group: 'default', target: 'b/y', stream: true },
  gone: { group: false, token: false, providers: [] },
  ...{
    status: 200,
    broke_off: false,
    outcome: 'completed',
    fault: null,
    fault_words: null,
    latency_ms: 1_321,
    first_token_ms: 400,
  },
  ...{
    input_tokens: 12,
    output_tokens: 34,
    cached_input_tokens: 0,
    reasoning_tokens: 0,
    usd: 0.0042,
    estimated: false,
    price: null,
  },
  ...{ tries: [], attempts: [busy, well], degraded: [], same_id: 1 },
  caller: { token_id: 'rtr_metrum_alice_demo_dev_k1', user: 'alice', project: 'demo', environment: 'dev' },
  plan: { reasons: ['group default, failover', 'try a/x', 'try b/y'], order: [] },
};
const words = {
  title: 'Upstream unavailable',
  status: 503,
  message: '',
  running: 'Look at the provider.',
  page: '/docs/errors/x',
};

const broken = { ...busy, result: 'unreachable', words: 'could not be reached', status: null };
const brokeOff: Partial<RequestStory> = { outcome: 'failed', broke_off: true, fault_words: words };

it.each<[Partial<RequestStory>, string]>([
  [{}, 'b/y answered in 1.3 s, after another target had failed'],
  [{ attempts: [well] }, 'b/y answered in 1.3 s'],
  [{ attempts: [{ ...broken, target: 'b/y' }, well] }, 'b/y answered in 1.3 s, when it was tried again'],
  [{ attempts: [broken, broken, well] }, 'b/y answered in 1.3 s, after another target had failed'],
  [{ attempts: [broken, { ...busy, target: 'c/z' }, well] }, 'b/y answered in 1.3 s, after 2 targets had failed'],
  [
    { attempts: [{ ...well, result: 'invalid' }] },
    'b/y answered in 1.3 s, with an answer that breaks the rules of its group',
  ],
  [{ outcome: 'cancelled' }, 'The caller left after 1.3 s, before the answer was over'],
  [
    { outcome: 'refused', attempts: [], fault_words: { ...words, title: 'Model not allowed' } },
    'Refused before any target was asked: model not allowed',
  ],
  [
    { outcome: 'failed', attempts: [busy], fault_words: words },
    'Failed after 1.3 s: upstream unavailable; 1 target was tried',
  ],
  [
    { outcome: 'failed', attempts: [broken, broken], fault_words: words },
    'Failed after 1.3 s: upstream unavailable; 1 target was tried, twice',
  ],
  [
    { outcome: 'failed', attempts: [], fault_words: words },
    'Failed after 1.3 s: upstream unavailable; no target was tried',
  ],
  [
    { outcome: 'failed', status: 400 },
    'Failed after 1.3 s: the provider refused the request itself with 400; 2 targets were tried',
  ],
  [
    { ...brokeOff, attempts: [busy, { ...well, result: 'cut' }] },
    'The stream ended with an error event after 1.3 s: b/y broke off before its end',
  ],
  [
    { ...brokeOff, first_token_ms: null, attempts: [busy] },
    'The stream ended with an error event after 1.3 s: upstream unavailable',
  ],
])('a story begins with what became of it: %j', (change, sentence) => {
  expect(headline({ ...story, ...change })).toBe(sentence);
});

it.each<[Partial<RequestStory>, RegExp | null]>([
  [{}, null],
  [{ degraded: ['seed'] }, /not told seed/],
  [{ outcome: 'failed', fault_words: words }, /Look at the provider/],
  [{ outcome: 'failed' }, /Nothing of this deployment is wrong/],
  [{ outcome: 'cancelled' }, /time-out/],
  [{ attempts: [{ ...busy, result: 'deployment' }, well] }, /a\/x refused this deployment itself/],
  [{ ...brokeOff, attempts: [{ ...well, result: 'cut' }] }, /^The caller had status 200 .* closed the connection/],
  [{ ...brokeOff, attempts: [{ ...well, result: 'of old' }] }, /^The caller had status 200 .* could be tried\.$/],
  [{ ...brokeOff, first_token_ms: null, attempts: [busy] }, /before a target answered.* Look at the provider\.$/],
])('says what helps: %j', (change, form) => {
  const advice = whatHelps({ ...story, ...change });
  if (form === null) expect(advice).toBeNull();
  else expect(advice).toMatch(form);
});

it('is whole as text', () => {
  const text = storyText(story);
  for (const part of [
    '03:00:00',
    'alice in demo',
    '1. a/x said that it was busy (503), after 1 ms, took 20 ms',
    '12 in, 34 out',
    'try b/y',
  ])
    expect(text).toContain(part);
  expect(storyText({ ...story, caller: null })).not.toContain('alice');
  expect(text).toContain('caller saw  status 200\n');
  const broken = storyText({ ...story, ...brokeOff, fault: 'upstream-failed' });
  expect(broken).toContain('status 200, then an error event in the stream (upstream-failed)');
});

it('says what each attempt was paid for, that the parts are the whole, and what is an estimate', () => {
  const discarded = { ...busy, result: 'invalid', words: 'gave an answer that breaks the rules', status: 200 };
  const used = { input_tokens: 10, output_tokens: 5, usd: 0.001, estimated: true };
  const told = storyText({ ...story, attempts: [{ ...discarded, used }, well], usd: 0.0052, estimated: true });
  expect(told).toContain(': 10 tokens in, 5 out, $0.001, estimated');
  expect(told).toMatch(/cost +\$0\.0052: \$0\.001 \+ \$0\.0042/);
  expect(told).toContain('Estimated: the provider gave no figure');
  expect(storyText(story)).not.toContain('Estimated');
});
