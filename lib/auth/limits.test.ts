import { describe, expect, it } from 'vitest';
import { createFailureWindow } from './failure-window';
import { createTurnstile } from './turnstile';

describe('a turnstile', () => {
  it('lets two in, lets one wait, and turns the rest away', async () => {
    const turnstile = createTurnstile({ atOnce: 2, waiting: 1 });
    const [one, two] = await Promise.all([turnstile.enter(), turnstile.enter()]);
    const third = turnstile.enter();
    expect(await turnstile.enter()).toBe(null);
    one?.();
    one?.();
    expect(await third).toEqual(expect.any(Function));
    const fifth = turnstile.enter();
    two?.();
    (await third)?.();
    expect([await fifth, await turnstile.enter()]).toEqual([expect.any(Function), expect.any(Function)]);
  });
});

describe('a window of failures', () => {
  const limits = { most: 3, withinMs: 1000, addresses: 9 };

  it('is over after its share, and open again when its time is over', () => {
    const failures = createFailureWindow(limits);
    expect([0, 1, 2, 3].map((at) => failures.begin('192.0.2.1', at))).toEqual([true, true, true, false]);
    expect(failures.begin('192.0.2.2', 4)).toBe(true);
    expect(failures.begin('192.0.2.1', 1001)).toBe(true);
  });

  it('does not count what was no failure', () => {
    const failures = createFailureWindow(limits);
    for (let turn = 0; turn < 10; turn += 1) {
      expect(failures.begin('192.0.2.1', 0)).toBe(true);
      failures.forgive('192.0.2.1');
    }
  });

  it('takes a network of IPv6 for one address', () => {
    const failures = createFailureWindow(limits);
    const same = ['2001:db8::1', '2001:db8:0:0:5::', '2001:0db8::ffff:2'];
    expect(same.map((address) => failures.begin(address, 0))).toEqual([true, true, true]);
    expect(failures.begin('2001:db8::9', 0)).toBe(false);
    expect(failures.begin('2001:db8:0:1::9', 0)).toBe(true);
  });

  it('counts all of what a household or a company has of IPv6, with larger shares', () => {
    for (const [shares, of] of [
      [3, (turn: number) => `2001:db8:0:4${turn.toString(16).padStart(2, '0')}::1`],
      [10, (turn: number) => `2001:db8:0:${turn.toString(16).padStart(2, '0')}00::1`],
    ] as const) {
      const failures = createFailureWindow({ ...limits, addresses: 1000 });
      const open = Array.from({ length: 50 }, (_, turn) => failures.begin(of(turn), 0));
      expect(open.filter(Boolean)).toHaveLength(limits.most * shares);
      expect(open.lastIndexOf(true)).toBe(limits.most * shares - 1);
      expect(failures.begin('2001:db8:1::1', 0)).toBe(true);
      failures.forgive(of(0));
      expect([failures.begin(of(60), 0), failures.begin(of(61), 0)]).toEqual([true, false]);
    }
  });

  it('remembers nothing of what it refuses, so that nobody has others forgotten by it', () => {
    const failures = createFailureWindow({ ...limits, addresses: 25 });
    for (let turn = 0; turn < 3; turn += 1) failures.begin('192.0.2.1', 0);
    // All that a company has: three from each of ten lines.
    for (let turn = 0; turn < 30; turn += 1) failures.begin(`2001:db8:0:${turn % 10}00::1`, 0);
    for (let turn = 16; turn < 256; turn += 1) {
      expect(failures.begin(`2001:db8:0:${turn.toString(16)}00::1`, 0)).toBe(false);
    }
    expect(failures.begin('192.0.2.1', 0)).toBe(false);
  });

  it('keeps no more addresses than it may, and knows nothing of none', () => {
    const failures = createFailureWindow({ ...limits, addresses: 2 });
    for (const address of ['a', 'a', 'a', 'b', 'c']) failures.begin(address, 0);
    expect(failures.begin('a', 0)).toBe(true);
    for (let turn = 0; turn < 9; turn += 1) expect(failures.begin(null, 0)).toBe(true);
  });
});
