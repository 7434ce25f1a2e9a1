import { describe, expect, it } from 'vitest';
import { beginCall, endTrial, isSuspended, laneOf, newStanding, noteCall, type Standing } from './standing';

const seconds = 1_000;

/** Calls as letters: `g` is a good one, `C` a costly one. True where the last suspends. */
function behave(standing: Standing, calls: string, now = 0): boolean {
  return [...calls].map((call) => noteCall(standing, call === 'C', now)).at(-1) ?? false;
}

function suspended(): Standing {
  const standing = newStanding();
  behave(standing, 'CCC');
  return standing;
}

describe('a policy is suspended', () => {
  it.each([
    ['three costly calls in a row', 'gCCC', true],
    ['five among the last twenty', 'gCgCgCgCgC', true],
    ['not for one', 'C', false],
    ['not for two in a row', 'ggCCg', false],
    ['not for four among the last twenty', `CgCgCgC${'g'.repeat(14)}`, false],
    ['not for one now and then', `${'C'.padEnd(20, 'g').repeat(20)}C`, false],
  ])('after %s', (_, calls, is) => {
    expect(behave(newStanding(), calls)).toBe(is);
  });

  it('for thirty seconds, and its next call decides', () => {
    const standing = suspended();
    expect(isSuspended(standing, 30 * seconds - 1)).toBe(true);
    expect(isSuspended(standing, 30 * seconds)).toBe(false);
    expect(beginCall(standing)).toBe(true);
    expect(isSuspended(standing, 30 * seconds)).toBe(true);
    behave(standing, 'g', 30 * seconds);
    expect(isSuspended(standing, 30 * seconds)).toBe(false);
  });

  it('for twice as long each time, up to ten minutes', () => {
    const standing = suspended();
    const spans: number[] = [];
    for (let time = 0; time < 7; time += 1) {
      const now = standing.suspendedUntil;
      beginCall(standing);
      expect(behave(standing, 'C', now)).toBe(true);
      spans.push((standing.suspendedUntil - now) / seconds);
    }
    expect(spans).toEqual([60, 120, 240, 480, 600, 600, 600]);
  });

  it('for thirty seconds again once it has been good for long', () => {
    const standing = suspended();
    beginCall(standing);
    behave(standing, 'g'.repeat(21));
    expect(behave(standing, 'CCC', 1_000 * seconds)).toBe(true);
    expect(standing.suspendedUntil).toBe(1_030 * seconds);
  });

  it('and calls that were on their way then decide nothing', () => {
    const standing = suspended();
    expect(behave(standing, 'C')).toBe(false);
    behave(standing, 'g');
    expect(isSuspended(standing, 29 * seconds)).toBe(true);
  });

  it('and a deciding call that was never run leaves it to the next', () => {
    const standing = suspended();
    beginCall(standing);
    endTrial(standing);
    expect(isSuspended(standing, 30 * seconds)).toBe(false);
  });
});

describe('the lane of a policy', () => {
  it('is new, then quick, slow after a costly call, and quick again after twenty good ones', () => {
    const standing = newStanding();
    expect(laneOf(standing)).toBe('new');
    behave(standing, 'g');
    expect(laneOf(standing)).toBe('quick');
    behave(standing, 'C');
    expect(laneOf(standing)).toBe('slow');
    behave(standing, 'g'.repeat(18));
    expect(laneOf(standing)).toBe('slow');
    behave(standing, 'g');
    expect(laneOf(standing)).toBe('quick');
  });

  it('stays quick with one costly call among twenty when it is known for long, and not with two', () => {
    const standing = newStanding();
    behave(standing, `${'g'.repeat(20)}C`);
    expect(laneOf(standing)).toBe('quick');
    behave(standing, 'gC');
    expect(laneOf(standing)).toBe('slow');
  });

  it('is slow after a suspension', () => {
    const standing = suspended();
    beginCall(standing);
    behave(standing, 'g');
    expect(laneOf(standing)).toBe('slow');
  });
});
