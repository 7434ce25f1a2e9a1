import { describe, expect, it } from 'vitest';
import { noteResult } from './__fixtures__/note-result';
import { type AttemptResult, createTargetHealth } from './target-health';

const minute = 60_000;

function stateAfter(results: readonly AttemptResult[], later = 0) {
  const health = createTargetHealth();
  for (const [place, result] of results.entries()) noteResult(health, 'a/one', result, 1_000 + place);
  return health.stateOf({ id: 'a/one' }, 1_000 + results.length + later);
}

describe('a target', () => {
  it('that nobody has asked is not known', () => expect(stateAfter([])).toBe('unknown'));

  it('is unhealthy after five failures in a row, and not before', () => {
    expect(stateAfter(Array(4).fill('busy'))).toBe('unknown');
    expect(stateAfter(['answered', ...Array(4).fill('busy')])).toBe('healthy');
    expect(stateAfter(Array(5).fill('busy'))).toBe('unhealthy');
  });

  it('is healthy again once a trial is answered', () => {
    const health = createTargetHealth(() => 0);
    for (let turn = 0; turn < 9; turn += 1) noteResult(health, 'a/one', 'timeout', 1_000 + turn);
    noteResult(health, 'a/one', 'answered', 2_000);
    expect(health.stateOf({ id: 'a/one' }, 2_000)).toBe('unhealthy');
    noteResult(health, 'a/one', 'answered', 7_000);
    expect(health.stateOf({ id: 'a/one' }, 7_000)).toBe('healthy');
  });

  it.each(['request', 'cancelled', 'stopped', 'unfit', 'invalid', 'internal'] as const)(
    'is not judged by %s',
    (result) => {
      expect(stateAfter(['answered', ...Array(9).fill(result)])).toBe('healthy');
    },
  );

  it('is forgotten when nobody has asked it for ten minutes', () => {
    expect(stateAfter(Array(5).fill('busy'), 9 * minute)).toBe('unhealthy');
    expect(stateAfter(Array(5).fill('busy'), 11 * minute)).toBe('unknown');
    expect(stateAfter(['answered'], 11 * minute)).toBe('unknown');
  });

  it('does not speak for another', () => {
    const health = createTargetHealth();
    for (let turn = 0; turn < 5; turn += 1) noteResult(health, 'a/one', 'busy', 1);
    expect(health.stateOf({ id: 'a/two' }, 2)).toBe('unknown');
  });

  it('that failed last is told to administrators before five failures make it unhealthy', () => {
    const health = createTargetHealth();
    const condition = (now = 10) => health.conditionOf({ id: 'a/one' }, now);
    expect(condition()).toBe('unknown');
    noteResult(health, 'a/one', 'answered', 1);
    noteResult(health, 'a/one', 'busy', 2);
    expect([condition(), health.stateOf({ id: 'a/one' }, 10)]).toEqual(['faltering', 'healthy']);
    expect(condition(11 * minute)).toBe('unknown');
    for (let turn = 3; turn < 7; turn += 1) noteResult(health, 'a/one', 'busy', turn);
    expect(condition()).toBe('unhealthy');
    noteResult(health, 'a/one', 'answered', 7_000);
    expect(condition(7_000)).toBe('healthy');
  });
});
