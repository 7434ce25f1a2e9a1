import { pageSettings } from '@/lib/docs/page-settings';
import { requestOrigin } from '@/lib/docs/request-origin';
import { securityTxt } from '@/lib/docs/security-txt';
import { textAnswer } from '@/lib/docs/text-answer';

export async function GET(): Promise<Response> {
  const { supportContact } = pageSettings();
  const text = securityTxt({ origin: await requestOrigin(), supportContact, now: new Date() });
  return text === null ? textAnswer(noContact, 404) : textAnswer(text);
}

const noContact = `This deployment names no address for security reports (ROUTER_SUPPORT_CONTACT): ask whoever runs it.
A weakness in the software itself: "Report a vulnerability" on the Security tab of its repository.
`;
