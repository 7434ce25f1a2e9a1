import { llmsFullTxt } from '@/lib/docs/llms-full-txt';
import { pageSettings } from '@/lib/docs/page-settings';
import { readPages } from '@/lib/docs/read-pages';
import { requestOrigin } from '@/lib/docs/request-origin';
import { textAnswer } from '@/lib/docs/text-answer';

export async function GET(): Promise<Response> {
  const { supportContact } = pageSettings();
  return textAnswer(llmsFullTxt(await readPages(), { origin: await requestOrigin(), supportContact }));
}
