import { describe, expect, it } from 'vitest';
import { createSealer } from './seal';

const secret = 'a secret that is long enough for tests';

describe('sealing', () => {
  it('opens what it sealed, with any text', () => {
    const sealer = createSealer(secret);
    for (const text of ['', 'sk-123', 'ключ 🔑', 'x'.repeat(100_000)]) {
      expect(sealer.open('provider-api-key', 'local', sealer.seal('provider-api-key', 'local', text))).toBe(text);
    }
  });

  it('never gives the same sealed text twice, and does not show what it seals', () => {
    const sealer = createSealer(secret);
    const [one, other] = [1, 2].map(() => sealer.seal('provider-api-key', 'local', 'sk-123'));
    expect(one).not.toBe(other);
    expect(one).toMatch(/^v1\.[\w-]+\.[\w-]+$/);
    expect(Buffer.from(one?.split('.')[2] ?? '', 'base64url').toString('latin1')).not.toContain('sk-123');
  });

  it.each([
    ['another secret', () => createSealer(`${secret}!`), 'provider-api-key', 'local'],
    ['another provider', () => createSealer(secret), 'provider-api-key', 'remote'],
    ['another purpose', () => createSealer(secret), 'canary', 'local'],
  ] as const)('does not open for %s', (_what, opener, purpose, context) => {
    const sealed = createSealer(secret).seal('provider-api-key', 'local', 'sk-123');
    expect(() => opener().open(purpose, context, sealed)).toThrow('sealed with another secret');
  });

  it('does not open a text that was cut or changed at any place', () => {
    const sealer = createSealer(secret);
    const sealed = sealer.seal('canary', 'x', 'sk-123');
    for (let place = 0; place < sealed.length; place += 1) {
      const changed = sealed.slice(0, place) + (sealed[place] === 'A' ? 'B' : 'A') + sealed.slice(place + 1);
      // The last character of base64url may carry bits that mean nothing.
      if (place === sealed.length - 1 || place === sealed.indexOf('.', 3) - 1) continue;
      expect(() => sealer.open('canary', 'x', changed), `changed at ${place}`).toThrow();
      expect(() => sealer.open('canary', 'x', sealed.slice(0, place)), `cut at ${place}`).toThrow();
    }
    expect(() => sealer.open('canary', 'x', `${sealed}.more`)).toThrow('not a sealed text');
  });
});
