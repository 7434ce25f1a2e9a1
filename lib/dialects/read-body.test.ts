import { describe, expect, it } from 'vitest';
import { readBody } from './read-body';

describe("a caller's body", () => {
  it('may begin with a byte order mark, which goes no further', () => {
    const { body, source } = readBody('\ufeff{"model":"default"}');
    expect(body).toEqual({ model: 'default' });
    expect(source.text).toBe('{"model":"default"}');
    expect(source.text.slice(source.members[0]?.valueStart, source.members[0]?.end)).toBe('"default"');
  });
});
