import { randomBytes } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { hashToken } from './hash-token';
import { defaultKey, looksDamaged, mintToken, publicTokenId } from './token-format';

const parts = { org: 'metrum', user: 'alice', project: 'demo', environment: 'dev', key: 'k20260131' };

describe('mintToken', () => {
  it('writes the public id, 43 digits of secret and 6 of checksum', () => {
    const token = mintToken(parts, randomBytes(32));
    expect(token).toMatch(/^rtr_metrum_alice_demo_dev_k20260131_[0-9A-Za-z]{49}$/);
    expect(token.startsWith(`${publicTokenId(parts)}_`)).toBe(true);
  });

  it.each([
    ['nothing but zeros', new Uint8Array(32), '0'.repeat(43)],
    ['the largest number', new Uint8Array(32).fill(255), 'yhjskwdA6OZ1AL1YmHWZWm8LLG7HjnuCA2j5rOw8Xp1'],
  ])('keeps its width for %s', (_what, bytes, secret) => {
    const minted = mintToken(parts, bytes).slice(publicTokenId(parts).length + 1, -6);
    expect(minted).toBe(secret);
  });

  it('ends in the checksum that zlib gives, in base 62', () => {
    const token = mintToken(parts, randomBytes(32));
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const written = [...token.slice(-6)].reduce((sum, digit) => sum * 62 + digits.indexOf(digit), 0);
    expect(written).toBe(crc32(token.slice(0, -6)));
  });

  it('refuses parts that would make another token, and too little chance', () => {
    expect(() => mintToken({ ...parts, user: 'a_b' }, randomBytes(32))).toThrow('the user of a token');
    expect(() => mintToken(parts, randomBytes(31))).toThrow('32 random bytes');
  });
});

describe('looksDamaged', () => {
  it('tells any one changed character of a minted token', () => {
    const token = mintToken(parts, randomBytes(32));
    expect(looksDamaged(token)).toBe(false);
    for (let index = publicTokenId(parts).length + 1; index < token.length; index++) {
      const other = token[index] === 'x' ? 'y' : 'x';
      expect(looksDamaged(token.slice(0, index) + other + token.slice(index + 1))).toBe(true);
    }
    expect(looksDamaged(token.replace('alice', 'alicf'))).toBe(true);
  });

  it.each([
    ['a declared token', `rtr_declared-by-hand-${'x'.repeat(30)}`],
    ['a key of another kind', `sk-${'x'.repeat(60)}`],
    ['a minted token cut short', mintToken(parts, randomBytes(32)).slice(0, -1)],
    ['nothing', ''],
  ])('says nothing of %s', (_what, token) => {
    expect(looksDamaged(token)).toBe(false);
  });
});

it('names a key by the date at Greenwich', () => {
  expect(defaultKey(new Date('2026-01-31T23:59:59-05:00'))).toBe('k20260201');
});

it('hashes the whole token', () => {
  expect(hashToken('rtr_x')).toBe('789a2e32ae0b8328d4e9ffe9cf05c2100922f0c7972bc3eae17be8e8f4b71acf');
});
