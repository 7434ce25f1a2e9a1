import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import { AdminRefusal } from './admin-refusal';
import type { Asked } from './door';

/** Enough for every body but a configuration's. */
const smallBodyBytes = 64 * 1024;

/** The request's JSON body as its schema has it; an empty one is `{}`. */
export async function readBody<Schema extends z.ZodType>(
  { request }: Pick<Asked, 'request'>,
  schema: Schema,
  maxBytes = smallBodyBytes,
): Promise<z.output<Schema>> {
  const bytes = await readBytes(request, maxBytes);
  if (!isUtf8(bytes)) throw new AdminRefusal('invalid', 'the body is not valid UTF-8');
  return parse(schema, parseJson(bytes.toString('utf8').trim() || '{}'));
}

/** The request's query as its schema has it. */
export function readQuery<Schema extends z.ZodType>(
  { request }: Pick<Asked, 'request'>,
  schema: Schema,
): z.output<Schema> {
  const given = [...new URL(request.url).searchParams];
  const twice = given.find(([name], index) => given.findIndex(([other]) => other === name) !== index);
  if (twice) throw new AdminRefusal('invalid', `"${twice[0]}" is given twice`);
  return parse(schema, Object.fromEntries(given));
}

/** What no schema takes is told field by field; never the value, which may be a secret. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AdminRefusal('invalid', explainIssues(parsed.error));
}

function explainIssues({ issues }: z.ZodError): string {
  return issues
    .map(({ path, message }) => {
      const words = message.charAt(0).toLowerCase() + message.slice(1);
      return path.length === 0 ? words : `${path.join('.')}: ${words}`;
    })
    .join('\n');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AdminRefusal('invalid', 'the body is not JSON');
  }
}

async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
  const tooLarge = () => new AdminRefusal('request-too-large', `the body is larger than ${maxBytes} bytes`);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  const reader = request.body?.getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    size += value.byteLength;
    if (size > maxBytes) {
      await reader.cancel().catch(() => {});
      throw tooLarge();
    }
    pieces.push(value);
  }
  return Buffer.concat(pieces);
}
