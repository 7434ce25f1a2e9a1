import { contactAddress } from './contact-address';

interface Deployment {
  origin: string;
  supportContact: string | null;
  now: Date;
}

/**
 * RFC 9116. Its one required contact must be an address, and one on the web must be HTTPS: where the operator has given no
 * such contact there is no file (null) rather than one that breaks its own rules.
 */
export function securityTxt({ origin, supportContact, now }: Deployment): string | null {
  const contact = supportContact && contactAddress(supportContact);
  if (!contact || contact.startsWith('http:')) return null;
  const lines = [
    '# A weakness in this deployment. One in the software itself goes to its project: see SECURITY.md there.',
    `Contact: ${contact}`,
    `Expires: ${expiryAfter(now)}`,
    'Preferred-Languages: en',
  ];
  if (origin.startsWith('https:')) lines.push(`Canonical: ${origin}/.well-known/security.txt`);
  return `${lines.join('\n')}\n`;
}

/** Read anew each time, so it need not last: a month from the day it is read. */
function expiryAfter(now: Date): string {
  const day = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + daysValid);
  return new Date(day).toISOString().replace('.000Z', 'Z');
}

const daysValid = 30;
