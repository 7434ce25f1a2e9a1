/** Whom to ask, when the operator has said: an e-mail address, a link, or a few words. */
export function SupportContact({ contact }: { contact: string | null }) {
  if (!contact) return null;
  const href = addressOf(contact);
  return (
    <span>
      Whom to ask:{' '}
      {href ? (
        <a href={href} className="text-accent underline underline-offset-2">
          {contact}
        </a>
      ) : (
        contact
      )}
    </span>
  );
}

function addressOf(contact: string): string | null {
  if (/^https?:\/\/\S+$/.test(contact)) return contact;
  return /^[^\s@:]+@[^\s@:]+$/.test(contact) ? `mailto:${contact}` : null;
}
