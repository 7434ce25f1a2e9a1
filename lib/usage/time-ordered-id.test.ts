import { describe, expect, it } from 'vitest';
import { timeOrderedId } from './time-ordered-id';

describe('a time-ordered id', () => {
  it('is a UUID of version 7 that holds its millisecond', () => {
    const id = timeOrderedId(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(Date.UTC(2026, 0, 2, 3, 4, 5, 678));
  });

  it('is another one each time, and a later one stands behind', () => {
    const many = Array.from({ length: 1_000 }, () => timeOrderedId(1_000_000));
    expect(new Set(many).size).toBe(1_000);
    expect(many.every((id) => id < timeOrderedId(1_000_001))).toBe(true);
  });
});
