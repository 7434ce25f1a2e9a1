import { expect, it } from 'vitest';
import { readRequestQuery } from './read-request-query';

it('takes the filters of an address', () => {
  const query = { group: ' default ', status: '5xx', stream: 'true', request_id: 'REQ_AB', user: 'alice', other: 'x' };
  expect(readRequestQuery(query, true)).toEqual({
    asked: { group: 'default', status: '5xx', stream: 'true', request_id: 'req_ab', user: 'alice' },
    sort: '-started_at',
    wrong: [],
  });
});

it('takes what a figure of the overview leads to', () => {
  const query = { failed_at: 'openai/small', fell_back: 'true', group: '(none)', target: '(none)', fault: '(none)' };
  expect(readRequestQuery(query, true)).toEqual({ asked: query, sort: '-started_at', wrong: [] });
});

it('says what of it cannot be used, and uses the rest', () => {
  const query = { outcome: 'lost', target: 'small', request_id: 'abc', before: 'x', client: 'codex' };
  const { asked, wrong } = readRequestQuery(query, true);
  expect(asked).toEqual({ client: 'codex' });
  expect(wrong).toHaveLength(4);
  expect(wrong.join(' ')).toContain('as openai/small');
  expect(readRequestQuery({ status: 'abc' }, true).wrong).toEqual(['status: expected one of 2xx, 4xx, 5xx.']);
});

it('asks nothing about callers for a role that does not see them', () => {
  const { asked, wrong } = readRequestQuery({ token: 't', user: 'u', project: 'p', group: 'g' }, false);
  expect(asked).toEqual({ group: 'g' });
  expect(wrong).toHaveLength(3);
});

it('takes an order as one word, and says which ones there are', () => {
  expect(readRequestQuery({ sort: '-usd' }, true)).toMatchObject({
    asked: { sort: 'usd', direction: 'desc' },
    sort: '-usd',
  });
  expect(readRequestQuery({ sort: 'latency_ms' }, true).asked).toEqual({ sort: 'latency_ms', direction: 'asc' });
  const { asked, sort, wrong } = readRequestQuery({ sort: 'beauty' }, true);
  expect([asked, sort]).toEqual([{}, '-started_at']);
  expect(wrong.join(' ')).toContain('latency_ms');
});
