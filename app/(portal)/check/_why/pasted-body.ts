import { parseCurl } from '@/lib/docs/parse-curl';
import { type Endpoint, explainEndpoints } from '@/lib/gateway/contract';

/** A body to be explained, and the API that it is for where it came with an address; or what is wrong with it. */
export type PastedBody = { body: string; api: Endpoint | '' } | { problem: string };

/** Takes a body as it is, or out of a whole curl command; nothing else of the command goes anywhere. */
export function readPastedBody(text: string, model: string): PastedBody {
  if (text.trim() === '') return { problem: 'Paste a request body first.' };
  if (/^\s*(?:\$\s*)?(?:export\s|curl\s)/.test(text)) return bodyOfCommand(text, model);
  return checked(text, '');
}

function bodyOfCommand(text: string, model: string): PastedBody {
  const command = text.replace(/^\s*\$\s*/, '');
  // Wherever it was sent: a wrong address is another symptom.
  const named = [...command.matchAll(/https?:\/\/[^/\s"'$]+/gi)].map(([origin]) => origin);
  const parsed = parseCurl(command, {
    origins: ['http://here.invalid', ...named],
    variables: { ROUTER_TOKEN: 'a token', ROUTER_MODEL: model },
  });
  if (parsed.kind === 'refused')
    return { problem: `${parsed.why} Paste what follows -d or --data instead, without its quotes.` };
  const { body, path } = parsed.request;
  if (body === null) return { problem: 'This command sends no body: there is nothing after -d or --data.' };
  return checked(body, explainEndpoints.find((endpoint) => path.split('?', 1)[0]?.endsWith(`/${endpoint}`)) ?? '');
}

function checked(body: string, api: Endpoint | ''): PastedBody {
  try {
    JSON.parse(body);
    return { body, api };
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    return { problem: `This is not JSON, and the API would refuse it with 400 invalid-request. ${why}` };
  }
}
