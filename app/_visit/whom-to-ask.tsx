import { SupportContact } from '@/app/_ui/support-contact';
import { TextLink } from '@/app/_ui/text-link';

/** Of a token that may use no group: who can change that. */
export function WhomToAsk({ contact }: { contact: string | null }) {
  return (
    <>
      {contact ? <SupportContact contact={contact} /> : 'Ask whoever gave you the token'}, or see{' '}
      <TextLink href="/check">Check my groups</TextLink>.
    </>
  );
}
