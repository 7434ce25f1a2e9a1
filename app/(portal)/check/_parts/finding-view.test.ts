import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Finding } from '@/app/_visit/ask-token';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import { statusAdvice } from '@/lib/docs/status-advice';
import { FindingView } from './finding-view';

const works = { works: true, certain: true, lacks: [], degraded: [] };
const token: TokenAnswer = {
  object: 'token',
  id: 'rtr_metrum_alice_demo_dev_k1',
  user: 'alice',
  project: 'demo',
  environment: 'dev',
  status: 'active',
  expires_at: null,
  rotates_at: null,
  group_details: [
    {
      id: 'default',
      title: 'General work',
      description: 'For most things.',
      aliases: ['claude-default'],
      can: { tools: true, vision: false, files: null, structured_output: null, reasoning: null, embeddings: false },
      context_tokens: 128_000,
      max_output_tokens: null,
      health: 'healthy',
      clients: { codex: works, 'claude-code': works, 'openai-sdk': works, 'anthropic-sdk': works },
    },
  ],
  discoverable: [{ id: 'vision', title: 'Images', description: null }],
};

function text(finding: Finding, supportContact: string | null = 'help@example.com'): string {
  const hint = 'It looks damaged.';
  return renderToStaticMarkup(createElement(FindingView, { finding, hint, supportContact, statusAdvice }))
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');
}

const markup = (finding: Finding) =>
  renderToStaticMarkup(createElement(FindingView, { finding, hint: '', supportContact: null, statusAdvice }));

describe('a token that is known', () => {
  it('shows whose it is, its groups, and those that may be asked for', () => {
    const shown = text({ kind: 'known', token });
    for (const words of ['This token works', token.id, 'alice', 'default', 'General work', 'claude-default'])
      expect(shown).toContain(words);
    expect(shown).toMatch(/It may not use, but you may ask for vision Images/);
  });

  it('says so when its allow list is empty', () => {
    expect(text({ kind: 'known', token: { ...token, group_details: [] } })).toContain('its allow list is empty');
  });

  it.each(Object.keys(statusAdvice))('that is %s is told why, what to do, and what it could use', (status) => {
    const finding: Finding = { kind: 'known', token: { ...token, status } };
    const shown = text(finding);
    expect(shown).toContain(`This token is ${status}`);
    expect(shown).toContain(statusAdvice[status]?.calling);
    expect(shown).toContain('It could use, were it active');
    expect(shown).toContain('help@example.com');
    expect(markup(finding)).toContain(`href="/docs/errors/token-${status}"`);
  });
});

describe('a token that is not known', () => {
  it('is told so, with what its look tells and the request id', () => {
    const shown = text({ kind: 'unknown', requestId: 'req_1' });
    expect(shown).toContain('This deployment does not know that token');
    expect(shown).toContain('It looks damaged.');
    expect(shown).toContain('req_1');
  });
});

describe('no finding', () => {
  it.each<[string, Finding, string]>([
    ['a failure', { kind: 'failed', status: 503, message: 'Try later.', requestId: null }, '503 Try later.'],
    ['another server', { kind: 'wrong-server', status: 200, requestId: null }, 'Something else answered'],
    ['silence', { kind: 'unreachable', timedOut: false }, 'could not be reached'],
    ['a time-out', { kind: 'unreachable', timedOut: true }, 'took too long'],
  ])('is made into one by %s', (_what, finding, words) => {
    const shown = text(finding);
    expect(shown).toContain(words);
    expect(shown).not.toContain('This token');
  });
});
