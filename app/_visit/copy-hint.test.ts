import { describe, expect, it } from 'vitest';
import { mintToken } from '@/lib/callers/token-format';
import { copyHint, maybeElsewhere } from './copy-hint';

const parts = { org: 'metrum', user: 'alice', project: 'demo', environment: 'dev', key: 'k1' };
const token = mintToken(
  parts,
  Uint8Array.from({ length: 32 }, (_, index) => index * 7),
);

const changedOf = (whole: string) => whole.slice(0, -20) + (whole.at(-20) === 'x' ? 'y' : 'x') + whole.slice(-19);

describe('copyHint', () => {
  it('finds nothing wrong with a whole token', () => expect(copyHint(token)).toMatch(/whole/));

  it('tells a changed letter by the checksum', () => {
    expect(copyHint(changedOf(token))).toMatch(/damaged/);
  });

  it('tells a piece that is missing', () => {
    expect(copyHint(token.slice(0, -3))).toMatch(/in 46: a piece may be missing/);
    expect(copyHint('rtr_metrum_alice')).toMatch(/too short/);
    expect(copyHint(token.slice(4))).toMatch(/begins with/);
    expect([token, changedOf(token), 'rtr_metrum_alice'].map(maybeElsewhere)).toEqual([true, false, false]);
    expect(copyHint('sk-something-else-altogether-0123456789abcdef')).toMatch(/other key/);
  });
});
