import { textAnswer } from '@/lib/docs/text-answer';

/** Pages may be read, or a crawler could not see that each says noindex; there is nothing for one in the API. */
export function GET(): Response {
  return textAnswer('User-agent: *\nDisallow: /v1/\nDisallow: /api/\n');
}
