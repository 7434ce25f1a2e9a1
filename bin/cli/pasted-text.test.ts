import { expect, it } from 'vitest';
import { readTokenId, tidyPasted } from './pasted-text';

it.each(['abc', ' abc\r\n', '"abc"', "'abc'", '“abc”', 'Bearer abc', 'Authorization: Bearer abc', '"Bearer abc"\n'])(
  'finds the value in %j',
  (text) => {
    expect(tidyPasted(text)).toBe('abc');
  },
);

it('takes the token id out of a whole token, and leaves the secret behind', () => {
  const tokenId = 'rtr_metrum_alice_demo_dev_k1';
  expect(readTokenId(` ${tokenId}\n`)).toEqual({ tokenId, hadSecret: false });
  expect(readTokenId(`Bearer ${tokenId}_0123456789abcdef`)).toEqual({ tokenId, hadSecret: true });
  expect(readTokenId(`${tokenId}_with_more`)).toEqual({ tokenId, hadSecret: true });
});
