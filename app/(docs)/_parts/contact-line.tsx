import { SupportContact } from '@/app/_ui/support-contact';
import { pageSettings } from '@/lib/docs/page-settings';

/** Whom this deployment's operator wants to be asked, in a sentence of its own. */
export function ContactLine() {
  const { supportContact } = pageSettings();
  if (!supportContact) return <>It names no address for that: ask whoever gave you your token.</>;
  return <SupportContact contact={supportContact} />;
}
