import { describe, expect, it } from 'vitest';
import type { RequestStory } from '@/app/_visit/request-story';
import { groupOf } from '../_testing/token-answer';
import { bodyQuestion, featuresQuestion, problemWithCount, storyQuestion } from './ask-why';
import { storyCharge, storyHeadline, storyModel, storySteps, storyWords } from './story-words';

const id = `req_${'0123456789abcdef'.repeat(2)}`;
const attempt = { target: 1, result: 'answered', words: 'answered', status: 200, started_ms: 1, duration_ms: 200 };
const story: RequestStory = {
  object: 'request',
  id,
  cursor: '1',
  started_at: '2027-01-01T00:00:00Z',
  endpoint: '/v1/responses',
  client: 'codex',
  model: 'default',
  group: 'default',
  stream: true,
  status: 200,
  outcome: 'completed',
  fault: null,
  latency_ms: 812,
  first_token_ms: 300,
  input_tokens: 1000,
  cached_input_tokens: 400,
  output_tokens: 200,
  reasoning_tokens: 50,
  usd: 0.01,
  estimated: false,
  attempts: [attempt],
};
const fault = (code: string, status: number) => ({
  code,
  status,
  title: 'The title',
  message: 'The message.',
  advice: 'The advice.',
  page: `/docs/errors/${code}`,
});
const groups = [groupOf('default')];

describe('a request that was', () => {
  it('answered is told with its time, its tries and its charge', () => {
    expect(storyHeadline(story)).toBe('It was answered, 200, in 812 ms');
    expect(storyWords(story)).toBe('It asked for default. The first target that was asked answered.');
    expect(storyCharge(story)).toBe('1,000 tokens in (400 of them cached), 200 out (50 of them reasoning)');
    expect(storySteps(story, groups)).toEqual([{ words: 'Nothing: it was answered.' }]);
    const second = {
      ...story,
      attempts: [
        { ...attempt, result: 'busy' },
        { ...attempt, target: 2 },
      ],
    };
    expect(storyWords(second)).toContain('One target did not answer and the next one did');
  });

  it('refused before any target is told so', () => {
    const refused: RequestStory = {
      ...story,
      model: 'nothing',
      group: null,
      status: 403,
      outcome: 'refused',
      fault: fault('model-not-allowed', 403),
      input_tokens: null,
      output_tokens: null,
      attempts: [],
    };
    expect(storyHeadline(refused)).toBe('It was refused: 403 The title');
    expect(storyWords(refused)).toMatch(/“nothing”, which this token may not use.*No target was asked/);
    expect(storyCharge(refused)).toBeNull();
    expect(storySteps(refused, groups)[0]).toMatchObject({ groups: ['default'] });
    expect(storySteps({ ...refused, fault: fault('no-eligible-target', 422) }, groups)).toMatchObject([
      { words: expect.stringContaining('paste it under'), link: { href: '/docs/errors/no-eligible-target' } },
    ]);
  });

  it.each([
    ['token-revoked', 403],
    ['unsupported-media-type', 415],
    ['request-too-large', 413],
    ['overloaded', 503],
  ])('refused with %s before it was read is not said to have named nothing', (code, status) => {
    const refused: RequestStory = {
      ...story,
      ...{ model: null, group: null, outcome: 'refused', status, fault: fault(code, status), attempts: [] },
    };
    expect(storyWords(refused)).toMatch(/^It was refused before it was read/);
    expect(storyModel(refused)).toEqual({ words: 'refused before it was read', named: false });
    const nameless = { ...refused, status: 400, fault: fault('missing-model', 400) };
    expect([storyWords(nameless), storyModel(nameless).words]).toEqual([
      expect.stringContaining('It named no model.'),
      'no model',
    ]);
    const unreadable = { ...refused, status: 400, fault: fault('invalid-request', 400) };
    expect([storyWords(unreadable), storyModel(unreadable).words]).toEqual([
      expect.stringContaining('could not be read'),
      'not read',
    ]);
  });

  it('refused by a provider in its own words says so, and where they are', () => {
    const refused: RequestStory = { ...story, status: 400, outcome: 'failed', fault: null };
    expect(storyHeadline(refused)).toBe('It failed after 812 ms: 400');
    expect(storyWords(refused)).toContain('its provider refused the request');
    expect(storySteps(refused, groups)).toEqual([{ words: expect.stringContaining('retry of the same request does') }]);
    const translated = { ...refused, fault: fault('invalid-request', 400) };
    expect(storySteps(translated, groups)).toMatchObject([
      { words: expect.stringContaining('The provider refused'), link: { href: '/docs/errors/invalid-request' } },
    ]);
  });

  it('left by its caller, or failed, is told so', () => {
    const left: RequestStory = { ...story, status: 499, outcome: 'cancelled' };
    expect(storyHeadline(left)).toContain('caller left after 812 ms');
    expect(storySteps(left, groups)[0]?.words).toContain('time-out');
    const failed: RequestStory = { ...story, status: 502, outcome: 'failed', fault: fault('upstream-failed', 502) };
    expect(storyHeadline(failed)).toBe('It failed after 812 ms: 502 The title');
    expect(storySteps(failed, groups)[0]).toMatchObject({ words: 'The advice.' });
  });
});

describe('what is asked', () => {
  it('finds a request id in what it was copied with', () => {
    expect(storyQuestion(` "request_id": "${id}", `).path).toBe(`/v1/requests/${id}`);
    expect(storyQuestion('../token').path).toBe('/v1/requests/..%2Ftoken');
  });

  it('sends a body as it is, and says which API where that was chosen', () => {
    expect(bodyQuestion({ text: '{"a":1}', api: '' })).toMatchObject({ path: '/v1/route/explain', body: '{"a":1}' });
    expect(bodyQuestion({ text: '{}', api: 'chat/completions' }).path).toBe(
      '/v1/route/explain?endpoint=chat%2Fcompletions',
    );
  });

  it('sends features without what was left empty', () => {
    const draft = {
      model: ' default ',
      api: 'messages',
      features: ['tools'],
      inputTokens: '20k',
      outputTokens: '',
    } as const;
    expect(JSON.parse(featuresQuestion(draft).body ?? '')).toEqual({
      model: 'default',
      endpoint: 'messages',
      features: ['tools'],
      input_tokens: 20_000,
    });
    expect(problemWithCount('1,000')).toBeNull();
    expect(problemWithCount('a lot')).toContain('whole number');
  });
});
