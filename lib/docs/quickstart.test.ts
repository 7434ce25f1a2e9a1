import { describe, expect, it } from 'vitest';
import { quickstart } from './quickstart';

const origin = 'https://llm.example.com';
const demo = {
  provider: 'mock' as const,
  tokens: { good: 'rtr_good', expired: 'rtr_expired', empty: 'rtr_empty' },
  groups: [{ id: 'fast', title: 'Fast', story: 'Answers at once.' }],
};

describe('quickstart', () => {
  it('carries the origin and nothing to fill in but the token, in 80 columns', () => {
    const text = quickstart({ origin, demo: null, token: null, supportContact: 'help@example.com' });
    expect(text).toContain(`export ROUTER_BASE_URL="${origin}"`);
    expect(text).toContain('export ROUTER_TOKEN="your caller token"');
    expect(text).toContain(`${origin}/docs\n`);
    expect(text).toContain(`${origin}/check\n`);
    expect(text).toContain('help@example.com');
    expect(text).not.toContain('demo');
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
    expect(text).toMatch(/[^\n]\n$/);
  });

  it('carries a demo’s good token and one of its groups, and no other token', () => {
    const text = quickstart({ origin, demo, token: 'rtr_good', supportContact: null });
    expect(text).toContain('This is a demo.');
    expect(text).toContain('export ROUTER_TOKEN="rtr_good"');
    expect(text).toContain('export ROUTER_MODEL="fast"');
    expect(text).not.toMatch(/rtr_expired|rtr_empty/);
  });
});
