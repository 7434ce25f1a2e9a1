import { llmsTxt } from '@/lib/docs/llms-txt';
import { readPages } from '@/lib/docs/read-pages';
import { requestOrigin } from '@/lib/docs/request-origin';
import { textAnswer } from '@/lib/docs/text-answer';

export async function GET(): Promise<Response> {
  return textAnswer(llmsTxt(await readPages(), await requestOrigin()));
}
