import { contactAddress } from './contact-address';

interface Deployment {
  origin: string;
  supportContact: string | null;
  now: Date;
}

/** The docs page that says whom to tell, for a deployment whose operator has given no address of their own. */
export const reportingPage = '/docs/reference/reporting-a-weakness';

/**
 * RFC 9116. Its one required contact is an address, and one on the web is HTTPS: where the operator has given none that is
 * either, it is this deployment's own page. On an origin without HTTPS, a demo's say, that breaks the letter of the rule
 * and still tells its reader where to go.
 */
export function securityTxt({ origin, supportContact, now }: Deployment): string {
  const given = supportContact && contactAddress(supportContact);
  const contact = given && !given.startsWith('http:') ? given : `${origin}${reportingPage}`;
  const lines = [
    '# A weakness in this deployment. One in the software itself goes to its project: see SECURITY.md there.',
    `Contact: ${contact}`,
    `Expires: ${expiryAfter(now)}`,
    'Preferred-Languages: en',
  ];
  if (origin.startsWith('https:')) {
    lines.push(`Canonical: ${origin}/.well-known/security.txt`, `Policy: ${origin}${reportingPage}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Read anew each time, so it need not last: a month from the day it is read. */
function expiryAfter(now: Date): string {
  const day = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + daysValid);
  return new Date(day).toISOString().replace('.000Z', 'Z');
}

const daysValid = 30;
