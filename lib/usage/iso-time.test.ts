import { describe, expect, it } from 'vitest';
import { isoTime } from './iso-time';

describe('a moment in ISO 8601', () => {
  it.each([
    0, 1, 999, 1000, 1_700_000_000_000, 1_700_000_000_009, 1_700_000_000_099, 1_700_000_000_999, 1_700_000_001_000,
  ])('is what Date makes of %d', (epochMs) => {
    expect(isoTime(epochMs)).toBe(new Date(epochMs).toISOString());
    expect(isoTime(epochMs)).toBe(new Date(epochMs).toISOString());
  });
});
