import { describe, expect, it } from 'vitest';
import type { RequestStory } from '@/app/_visit/request-story';
import { joinArrivals, viewArrivals } from './arrivals';

const story = (id: string, outcome: RequestStory['outcome']): RequestStory => ({
  ...{ object: 'request', id, cursor: id, started_at: '2026-11-25T00:00:00.000Z', endpoint: '/v1/responses' },
  ...{ client: 'curl', model: 'default', group: 'default', stream: false, status: 200, outcome, fault: null },
  ...{ latency_ms: 1, first_token_ms: null, input_tokens: null, cached_input_tokens: null, output_tokens: null },
  ...{ reasoning_tokens: null, usd: null, estimated: false, attempts: [] },
});
const ids = (stories: readonly RequestStory[]) => stories.map(({ id }) => id).join('');
const failures = (letters: string) => [...letters].map((id) => story(id, 'failed'));

describe('what is shown of the requests that came', () => {
  it('is the newest five', () => {
    const { answered, failed, others } = viewArrivals(failures('abcdefg'));
    expect([answered, failed, ids(others)]).toEqual([false, null, 'abcde']);
  });

  it('has an answered one among them, however far back', () => {
    const { answered, failed, others } = viewArrivals([...failures('abcdefg'), story('h', 'completed')]);
    expect([answered, failed?.id, ids(others)]).toEqual([true, 'a', 'bcdh']);
  });

  it('sets the newest apart where it failed after others were answered, and no other', () => {
    const failedFirst = viewArrivals([story('a', 'refused'), story('b', 'completed')]);
    expect([failedFirst.failed?.id, ids(failedFirst.others)]).toEqual(['a', 'b']);
    const answeredFirst = viewArrivals([story('a', 'completed'), story('b', 'refused')]);
    expect([answeredFirst.failed, ids(answeredFirst.others)]).toEqual([null, 'ab']);
    expect(viewArrivals([story('a', 'cancelled'), story('b', 'completed')]).failed).toBeNull();
    expect(viewArrivals([])).toEqual({ answered: false, failed: null, others: [] });
  });

  it('is told once, the new before the known', () => {
    expect(ids(joinArrivals(failures('ab'), failures('bcd'), 3))).toBe('abc');
  });
});
