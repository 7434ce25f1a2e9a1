import { describe, expect, it } from 'vitest';
import { SharedTokenIndex, type TokenChange } from './token-index';

function change(number: number, more: { sha256?: string; status?: 'active' | 'revoked' } = {}): TokenChange {
  const tokenId = `rtr_test_user_demo_dev_k${number}`;
  return {
    sha256: more.sha256 ?? hash(number),
    token: {
      tokenId,
      callerId: number,
      environment: 'dev',
      key: `k${number}`,
      allow: new Set(['default']),
      status: more.status ?? 'active',
      expiresAt: null,
      rotatesAt: null,
      tier: null,
      limits: null,
    },
  };
}

function hash(number: number): string {
  return number.toString(16).padStart(64, '0');
}

describe('the token index', () => {
  it('finds added and changed tokens in the new one, and leaves the old one as it was', () => {
    const before = SharedTokenIndex.of([change(1), change(2)]);
    const after = before.with([change(2, { status: 'revoked' }), change(3)]);
    expect([before.size, after.size]).toEqual([2, 3]);
    expect([before.get(hash(2))?.status, after.get(hash(2))?.status]).toEqual(['active', 'revoked']);
    expect([before.get(hash(3)), after.get(hash(3))?.key]).toEqual([undefined, 'k3']);
    expect(after.get(hash(1))).toBe(before.get(hash(1)));
    expect(after.get(hash(4))).toBeUndefined();
  });

  it('forgets the old hash of a token that was given another secret, time and again', () => {
    const first = SharedTokenIndex.of([change(1)]);
    const second = first.with([change(1, { sha256: hash(91) })]);
    const third = second.with([change(1, { sha256: hash(92) })]);
    const back = third.with([change(1)]);
    expect(second.get(hash(1))).toBeUndefined();
    expect([third.get(hash(1)), third.get(hash(91)), third.get(hash(92))?.key]).toEqual([undefined, undefined, 'k1']);
    expect([back.get(hash(1))?.key, back.get(hash(92)), back.size]).toEqual(['k1', undefined, 1]);
  });

  it('lets two tokens change secrets in one batch, in either order', () => {
    const swap = [change(1, { sha256: hash(2) }), change(2, { sha256: hash(1) })];
    for (const changes of [swap, swap.toReversed()]) {
      const index = SharedTokenIndex.of([change(1), change(2)]).with(changes);
      expect([index.get(hash(1))?.key, index.get(hash(2))?.key]).toEqual(['k2', 'k1']);
    }
  });

  it('answers as a plain map would after thousands of changes', () => {
    let index = SharedTokenIndex.of(Array.from({ length: 50 }, (_, number) => change(number)));
    const plain = new Map(Array.from({ length: 50 }, (_, number) => [number, hash(number)]));
    const former = new Set<string>();
    for (let step = 0; step < 3000; step += 1) {
      const number = (step * 7919) % 2000;
      const sha256 = hash(100_000 + step);
      former.add(plain.get(number) ?? '');
      index = index.with([change(number, { sha256 })]);
      plain.set(number, sha256);
    }
    expect(index.size).toBe(plain.size);
    for (const [number, sha256] of plain) expect(index.get(sha256)?.key).toBe(`k${number}`);
    for (const sha256 of former) expect(index.get(sha256)).toBeUndefined();
  });

  it('takes one change among 100,000 tokens without copying them', () => {
    const tokens = Array.from({ length: 100_000 }, (_, number) => change(number));
    const whole = time(() => SharedTokenIndex.of(tokens));
    let index = whole.value;
    const times: number[] = [];
    for (let step = 0; step < 2000; step += 1) {
      const { value, ms } = time(() => index.with([change((step * 7919) % 100_000, { status: 'revoked' })]));
      index = value;
      times.push(ms);
    }
    times.sort((one, other) => one - other);
    const [median = 0, worst = 0] = [times[1000], times.at(-1)];
    console.log(
      `100,000 tokens: whole ${whole.ms.toFixed(0)} ms; one change ${(median * 1000).toFixed(0)} µs in the median, ${(worst * 1000).toFixed(0)} µs at worst`,
    );
    expect(index.size).toBe(100_000);
    expect(median).toBeLessThan(whole.ms / 20);
  });
});

function time<T>(work: () => T): { value: T; ms: number } {
  const started = performance.now();
  const value = work();
  return { value, ms: performance.now() - started };
}
