import { describe, expect, it } from 'vitest';
import { type CatalogueEntry, catalogue, faultCodes, faultPagePath } from './catalogue';
import { Fault, isFault } from './fault';

describe('the catalogue', () => {
  it.each(Object.entries<CatalogueEntry>(catalogue))('has words and a status for %s', (code, entry) => {
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(faultPagePath(code as keyof typeof catalogue)).toBe(`/docs/errors/${code}`);
    expect(entry.status).toBeGreaterThanOrEqual(400);
    expect(entry.status).toBeLessThan(600);
    for (const words of [entry.title, entry.message, entry.calling, entry.running]) expect(words.trim()).not.toBe('');
  });

  it.each([
    [400, ['invalid-request', 'missing-model', 'unsupported-feature']],
    [401, ['unauthorized']],
    [
      403,
      ['model-not-allowed', 'token-disabled', 'token-suspended', 'token-expired', 'token-rotated', 'token-revoked'],
    ],
    [404, ['not-found']],
    [405, ['method-not-allowed']],
    [413, ['request-too-large']],
    [415, ['unsupported-media-type']],
    [422, ['no-eligible-target', 'validation-failed']],
    [
      429,
      [
        'requests-per-minute-limited',
        'tokens-per-minute-limited',
        'concurrency-limited',
        'quota-exhausted',
        'budget-exhausted',
      ],
    ],
    [500, ['internal', 'policy-failed']],
    [502, ['upstream-failed']],
    [503, ['upstream-rate-limited', 'upstream-unavailable', 'overloaded', 'store-unavailable']],
    [504, ['upstream-timeout']],
  ])('gives %i to exactly the faults that have it', (status, codes) => {
    expect(faultCodes.filter((code) => catalogue[code].status === status)).toEqual(codes);
  });

  it('lets a client retry only what the very same request may survive', () => {
    expect(faultCodes.filter((code) => catalogue[code].retry && catalogue[code].status < 429)).toEqual([]);
    expect(faultCodes.filter((code) => !catalogue[code].retry && catalogue[code].status >= 429)).toEqual([
      'policy-failed',
    ]);
  });
});

describe('a fault', () => {
  it("has the catalogue's words and advice unless the throw site knows better", () => {
    expect(new Fault('overloaded')).toMatchObject({ message: catalogue.overloaded.message, retry: true });
    expect(new Fault('overloaded', { message: 'Not now.', retry: false })).toMatchObject({
      message: 'Not now.',
      retry: false,
    });
  });

  it('is told from other errors by its brand, whichever module graph made it', () => {
    expect(isFault(new Fault('internal'))).toBe(true);
    expect(isFault({ [Symbol.for('smart-router.fault')]: true })).toBe(true);
    for (const other of [new Error('internal'), null, undefined, 'internal', { code: 'internal' }]) {
      expect(isFault(other)).toBe(false);
    }
  });
});
