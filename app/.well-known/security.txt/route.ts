import { pageSettings } from '@/lib/docs/page-settings';
import { requestOrigin } from '@/lib/docs/request-origin';
import { securityTxt } from '@/lib/docs/security-txt';
import { textAnswer } from '@/lib/docs/text-answer';

export async function GET(): Promise<Response> {
  const { supportContact } = pageSettings();
  return textAnswer(securityTxt({ origin: await requestOrigin(), supportContact, now: new Date() }));
}
