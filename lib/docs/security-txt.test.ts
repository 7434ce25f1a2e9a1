import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reportingPage, securityTxt } from './security-txt';

const now = new Date('2026-12-15T13:14:15.678Z');
const of = (supportContact: string | null, origin = 'https://llm.example.com') =>
  securityTxt({ origin, supportContact, now });

describe('securityTxt', () => {
  it('has what RFC 9116 requires, each on a line of its own', () => {
    expect(of('help@example.com').match(/^(Contact|Expires|Canonical|Policy): .*$/gm)).toEqual([
      'Contact: mailto:help@example.com',
      'Expires: 2027-01-14T00:00:00Z',
      'Canonical: https://llm.example.com/.well-known/security.txt',
      'Policy: https://llm.example.com/docs/reference/reporting-a-weakness',
    ]);
    expect(of('https://help.example.com/security')).toContain('\nContact: https://help.example.com/security\n');
  });

  it('names no canonical address where there is no HTTPS', () => {
    expect(of('help@example.com', 'http://localhost:3000')).not.toMatch(/Canonical|Policy/);
  });

  it.each([null, 'ask in the hall', 'http://help.example.com'])(
    'sends to its own page for the contact %j',
    (contact) => {
      expect(of(contact)).toContain('\nContact: https://llm.example.com/docs/reference/reporting-a-weakness\n');
    },
  );

  it('names a page that is there', () => {
    const slug = reportingPage.slice('/docs/reference/'.length);
    const pages = readdirSync('app/(docs)/_content/30-reference');
    expect(pages.some((file) => file.replace(/^\d+-/, '') === `${slug}.mdx`)).toBe(true);
  });
});
