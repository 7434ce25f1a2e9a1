import { describe, expect, it } from 'vitest';
import { isSendable, tidyToken } from './tidy-token';

const token = 'rtr_metrum_alice_demo_dev_k1_0123456789abcdefABCDEF';

describe('tidyToken', () => {
  it.each([
    token,
    `  ${token}\r\n`,
    `"${token}"`,
    `'${token}'`,
    `“${token}”`,
    `Bearer ${token}`,
    `bearer   ${token}`,
    `Authorization: Bearer ${token}`,
    `x-api-key: ${token}`,
    `-H "Authorization: Bearer ${token}" \\`,
    `ROUTER_TOKEN=${token}`,
    `ROUTER_TOKEN = "${token}"`,
    `export ROUTER_TOKEN="${token}"`,
    `export OPENAI_API_KEY='${token}';`,
    `$env:ROUTER_TOKEN = "${token}"`,
    `set ROUTER_TOKEN=${token}`,
    `"Bearer ${token}",`,
    `\ufeff${token}\u200b`,
    `${token.slice(0, 30)}\n${token.slice(30)}`,
    `<${token}>`,
    `curl -sS "$ROUTER_BASE_URL/v1/models" -H "Authorization: Bearer ${token}"`,
    `export ROUTER_BASE_URL="https://llm.example.com" export ROUTER_TOKEN="${token}"`,
    `Here is yours: ${token}. Keep it well.`,
  ])('finds the token in %j', (pasted) => expect(tidyToken(pasted)).toBe(token));

  it('leaves nothing of nothing', () => {
    for (const pasted of ['', '  \n', '""', 'Bearer ', 'export ROUTER_TOKEN=']) {
      expect(['', 'Bearer']).toContain(tidyToken(pasted));
    }
  });
});

describe('isSendable', () => {
  it('holds back what no header can carry', () => {
    expect(isSendable(token)).toBe(true);
    expect(isSendable('')).toBe(false);
    expect(isSendable('rtr_…')).toBe(false);
    expect(isSendable('rtr_\u0000')).toBe(false);
  });
});
