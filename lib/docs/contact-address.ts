/** Where a support contact leads: a link as it is, an e-mail address as `mailto:`, a few words nowhere. */
export function contactAddress(contact: string): string | null {
  if (/^https?:\/\/\S+$/.test(contact)) return contact;
  return /^[^\s@:]+@[^\s@:]+$/.test(contact) ? `mailto:${contact}` : null;
}
