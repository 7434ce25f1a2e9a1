import { describe, expect, it } from 'vitest';
import { AttemptFailure, type FailureClass, failureClasses } from '../upstream/failure';
import { planExchange } from './__fixtures__/plan';
import { exchange, group, holder, snapshot, target } from './__fixtures__/policy';
import { finalFault } from './final-fault';

const policy = snapshot([group('general', [target('a/1'), target('b/1')])]);
const plan = planExchange(policy, holder(['general']), exchange({ tools: [{}] }), () => 0);
const failed = (failure: FailureClass, retryAfterSeconds?: number) =>
  new AttemptFailure(failure, { retryAfterSeconds, internal: `secret words of ${failure}` });
const fault = (...failures: AttemptFailure[]) => finalFault(failures, plan);

describe('when every target failed', () => {
  it.each<[FailureClass, string, number, boolean]>([
    ['unreachable', 'upstream-unavailable', 503, true],
    ['busy', 'upstream-unavailable', 503, true],
    ['timeout', 'upstream-timeout', 504, true],
    ['rate-limited', 'upstream-rate-limited', 503, true],
    ['server-error', 'upstream-failed', 502, true],
    ['malformed', 'upstream-failed', 502, true],
    ['cut', 'upstream-failed', 502, true],
    ['deployment', 'upstream-failed', 502, false],
    ['unfit', 'no-eligible-target', 422, false],
  ])('with %s the caller reads %s', (failure, code, status, retry) => {
    const told = fault(failed(failure), failed(failure));
    expect({ code: told.code, status: told.entry.status, retry: told.retry }).toEqual({ code, status, retry });
  });

  it.each<[FailureClass[], string, boolean]>([
    // What a retry may mend speaks before what it cannot, and the last of those is the freshest news.
    [['timeout', 'rate-limited'], 'upstream-rate-limited', true],
    [['rate-limited', 'timeout'], 'upstream-timeout', true],
    [['rate-limited', 'deployment'], 'upstream-rate-limited', true],
    [['deployment', 'unreachable', 'unfit'], 'upstream-unavailable', true],
    [['deployment', 'unfit'], 'upstream-failed', false],
    [['unfit', 'deployment'], 'upstream-failed', false],
  ])('with %j the caller reads %s', (failures, code, retry) => {
    const told = fault(...failures.map((failure) => failed(failure)));
    expect({ code: told.code, retry: told.retry }).toEqual({ code, retry });
  });

  it.each<[FailureClass[], string]>([
    [['busy', 'busy'], 'Every provider behind this model group answered that it is away or busy.'],
    [['unreachable', 'unreachable'], 'No provider behind this model group can be reached.'],
    [['unreachable', 'busy'], 'each is busy, cannot be reached or failed'],
    [['server-error', 'unreachable'], 'each is busy, cannot be reached or failed'],
  ])('with %j it is told who answered', (failures, words) => {
    const told = fault(...failures.map((failure) => failed(failure)));
    expect([told.code, told.message]).toEqual(['upstream-unavailable', expect.stringContaining(words)]);
  });

  it('in no time at all, it was a time-out', () => {
    expect(fault().code).toBe('upstream-timeout');
  });

  it('because every provider was full, a second is told to wait', () => {
    const told = finalFault([], plan, { full: 2, alone: 0 });
    expect([told.code, told.options.retryAfterSeconds]).toEqual(['overloaded', 1]);
  });

  it('the soonest moment that any asked for is the one to try again', () => {
    expect(fault(failed('rate-limited', 30), failed('busy', 5), failed('rate-limited')).options.retryAfterSeconds).toBe(
      5,
    );
    expect(fault(failed('rate-limited', 0)).options.retryAfterSeconds).toBe(0);
    expect(fault(failed('rate-limited')).options).not.toHaveProperty('retryAfterSeconds');
    expect(fault(failed('deployment', 9)).options).not.toHaveProperty('retryAfterSeconds');
  });

  it('because nobody could carry what was undeclared, the requirements are told', () => {
    expect(fault(failed('unfit')).message).toContain('tools');
  });

  it.each(failureClasses)('the words of %s are for the log alone', (failure) => {
    const told = fault(failed(failure));
    expect(told.message).not.toContain('secret words');
    expect(told.options.internal).toContain('secret words');
  });
});
