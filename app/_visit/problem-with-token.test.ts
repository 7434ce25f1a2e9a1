import { afterEach, describe, expect, it, vi } from 'vitest';
import { problemWithToken } from './problem-with-token';
import { takeToken } from './take-token';

describe('problemWithToken', () => {
  it('finds none with what may be a token of this router, whole or not', () => {
    expect(problemWithToken('rtr_metrum_alice_demo_dev_k1_0123456789abcdef')).toBeNull();
    expect(problemWithToken('rtr_short')).toBeNull();
  });

  it('says what is wrong with what cannot be one', () => {
    expect(problemWithToken('')).toMatch(/Paste/);
    expect(problemWithToken('rtr_…')).toMatch(/replaced by dots/);
    expect(problemWithToken('sk-ant-0123456789')).toMatch(/begins with “rtr_”.*other key.*not sent/);
  });
});

describe('a key of something else', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('is refused in the page and never sent', async () => {
    const fetched = vi.fn();
    vi.stubGlobal('fetch', fetched);
    const refused = await takeToken('sk-ant-0123456789', new AbortController().signal);
    expect(refused?.words).toContain('other key');
    expect(fetched).not.toHaveBeenCalled();
  });
});
