import { TextLink } from '@/app/_ui/text-link';
import { contactAddress } from '@/lib/docs/contact-address';

/** Whom to ask, when the operator has said: an e-mail address, a link, or a few words. */
export function SupportContact({ contact }: { contact: string | null }) {
  if (!contact) return null;
  const href = contactAddress(contact);
  return <span>Whom to ask: {href ? <TextLink href={href}>{contact}</TextLink> : contact}</span>;
}
