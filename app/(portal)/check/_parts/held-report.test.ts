import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import { statusAdvice } from '@/lib/docs/status-advice';
import { textOf } from '../_testing/text-of';
import { groupOf, tokenOf } from '../_testing/token-answer';
import { HeldReport } from './held-report';

const secret = 'rtr_metrum_alice_demo_dev_k1_secret';
const token = tokenOf([groupOf('default', { title: 'General work' }), groupOf('coding', { health: 'degraded' })], {
  discoverable: [{ id: 'vision', title: 'Images', description: null }],
});

function markup(answer: TokenAnswer): string {
  const nothing = () => {};
  const more = { origin: 'https://llm.example.com', supportContact: 'help@example.com', statusAdvice };
  return renderToStaticMarkup(
    createElement(HeldReport, { ...more, token: secret, answer, onAsked: nothing, onForget: nothing }),
  );
}
const text = (answer: TokenAnswer) => textOf(markup(answer));

describe('a token that is known', () => {
  it('shows whose it is, its groups, how they are, and those that may be asked for', () => {
    const shown = text(token);
    for (const words of ['This token works', token.id, 'alice · a person', 'default', 'General work', 'Partly failing'])
      expect(shown).toContain(words);
    expect(shown).toMatch(/It may not use, but you may ask for vision Images/);
    expect(shown).toContain('help@example.com');
  });

  it('never shows itself', () => expect(markup(token)).not.toContain(secret));

  it('is told as a service account’s, and until when it goes on after it was replaced', () => {
    const shown = text({ ...token, kind: 'service', rotates_at: new Date(Date.now() + 90_000_000).toISOString() });
    expect(shown).toContain('a service account');
    expect(shown).toMatch(/Replaced, works until in 1 day/);
  });

  it('says so when its allow list is empty', () => {
    expect(text({ ...token, group_details: [] })).toContain('its allow list is empty');
  });

  it.each(Object.keys(statusAdvice))('that is %s is told why, what to do, and what it could use', (status) => {
    const answer = { ...token, status };
    const shown = text(answer);
    expect(shown).toContain(`This token is ${status}`);
    expect(shown).toContain(statusAdvice[status]?.calling);
    expect(shown).toContain('It could use, were it active');
    expect(markup(answer)).toContain(`href="/docs/errors/token-${status}"`);
  });
});
