import { describe, expect, it } from 'vitest';
import { readCredential } from './read-credential';

const read = (headers: Record<string, string>) => readCredential(new Headers(headers));

describe('the credential of a request', () => {
  it.each<[string, Record<string, string>, string | null]>([
    ['a bearer token', { authorization: 'Bearer rtr_a' }, 'rtr_a'],
    ['the scheme in any case', { authorization: 'bEARER rtr_a' }, 'rtr_a'],
    ['more than one space', { authorization: 'Bearer   rtr_a' }, 'rtr_a'],
    ['space around it', { authorization: '  Bearer rtr_a  ' }, 'rtr_a'],
    ['an API key', { 'x-api-key': 'rtr_a' }, 'rtr_a'],
    ['an API key with space around it', { 'x-api-key': '  rtr_a ' }, 'rtr_a'],
    ['both, of which Authorization wins', { authorization: 'Bearer rtr_a', 'x-api-key': 'rtr_b' }, 'rtr_a'],
    ['both, though the first is no token', { authorization: 'Basic abc', 'x-api-key': 'rtr_b' }, null],
    ['both, though the first is empty', { authorization: 'Bearer ', 'x-api-key': 'rtr_b' }, null],
    ['no header', {}, null],
    ['an empty API key', { 'x-api-key': ' ' }, null],
    ['a scheme without a token', { authorization: 'Bearer' }, null],
    ['a token without a scheme', { authorization: 'rtr_a' }, null],
    ['two tokens', { authorization: 'Bearer rtr_a rtr_b' }, null],
    ['another scheme', { authorization: 'Basic rtr_a' }, null],
    ['a scheme that only begins so', { authorization: 'BearerX rtr_a' }, null],
    ['other names of a key', { 'api-key': 'rtr_a', 'x-goog-api-key': 'rtr_a', cookie: 'token=rtr_a' }, null],
  ])('is read from %s', (_what, headers, expected) => {
    expect(read(headers)).toBe(expected);
  });
});
