import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { Finding } from '@/app/_visit/ask-token';
import { textOf } from '../_testing/text-of';
import { FindingView } from './finding-view';

const text = (finding: Finding, maybeElsewhere = false) =>
  textOf(
    renderToStaticMarkup(
      createElement(FindingView, {
        finding,
        hint: 'It looks damaged.',
        maybeElsewhere,
        supportContact: 'help@example.com',
      }),
    ),
  );

describe('a token that is not known', () => {
  it('is told so, with what its look tells and the request id', () => {
    const shown = text({ kind: 'unknown', requestId: 'req_1' });
    expect(shown).toContain('This deployment does not know that token');
    expect(shown).toContain('It looks damaged.');
    expect(shown).toContain('req_1');
    expect(shown).toContain('help@example.com');
    expect(shown).not.toContain('another deployment');
    expect(text({ kind: 'unknown', requestId: 'req_1' }, true)).toContain('another deployment');
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
