import { describe, expect, it } from 'vitest';
import { requestIdOf } from './request-id';

const idFor = (sent?: string) => requestIdOf(new Headers(sent === undefined ? {} : { 'x-request-id': sent }));

describe('the id of a request', () => {
  it('is the one that was sent, where it is one of ours in form', () => {
    expect(idFor('req_0123456789abcdef0123456789abcdef')).toBe('req_0123456789abcdef0123456789abcdef');
  });

  it.each([
    undefined,
    '',
    'req_0123',
    'req_0123456789ABCDEF0123456789ABCDEF',
    'req_0123456789abcdef0123456789abcdef0',
    'x req_0123456789abcdef0123456789abcdef',
    '<script>',
  ])('is a new one for %j', (sent) => {
    expect(idFor(sent)).toMatch(/^req_[0-9a-f]{32}$/);
    expect(idFor(sent)).not.toBe(idFor(sent));
  });
});
