import { isUtf8 } from 'node:buffer';
import type { z } from 'zod';
import type { Runtime } from '../runtime/runtime';
import { AdminRefusal } from './admin-refusal';
import { explainInput, wordsOf } from './explain-input';
import type { Verb } from './verb';

/** Enough for every body but a configuration's. */
const smallBodyBytes = 64 * 1024;

/** What a verb is asked: the address's parts, with a query where nothing else carries its input, and else with a JSON body. */
export async function readInput(
  request: Request,
  parts: Readonly<Record<string, string>>,
  { method, maxBody }: Pick<Verb, 'method' | 'maxBody'>,
  { settings }: Pick<Runtime, 'settings'>,
): Promise<unknown> {
  const limit = maxBody === 'settings' ? settings.maxBodyBytes : smallBodyBytes;
  const given = method === 'GET' ? readQuery(request) : await readBody(request, limit);
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new AdminRefusal('invalid', 'the body is not a JSON object');
  }
  const twice = Object.keys(parts).find((name) => Object.hasOwn(given, name));
  if (twice) throw new AdminRefusal('invalid', `${twice}: it is in the address already`);
  return { ...given, ...parts };
}

/** An empty body is `{}`. */
async function readBody(request: Request, maxBytes: number): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes);
  if (!isUtf8(bytes)) throw new AdminRefusal('invalid', 'the body is not valid UTF-8');
  return parseJson(bytes.toString('utf8').trim() || '{}');
}

function readQuery(request: Request): Record<string, string> {
  const given = [...new URL(request.url).searchParams];
  const twice = given.find(([name], index) => given.findIndex(([other]) => other === name) !== index);
  if (twice) throw new AdminRefusal('invalid', `"${twice[0]}" is given twice`);
  return Object.fromEntries(given);
}

/** What no schema takes is told field by field; never the value, which may be a secret. */
export function parse<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value, { error: wordsOf });
  if (parsed.success) return parsed.data;
  const fields = explainInput(parsed.error, value);
  // As it has always been told: a place in a list is `models.0`.
  const lines = fields.map(({ path, message }) => {
    return path === '' ? message : `${path.replace(/\[(\d+)\]/g, '.$1')}: ${message}`;
  });
  throw new AdminRefusal('invalid', lines.join('\n'), undefined, undefined, fields);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AdminRefusal('invalid', 'the body is not JSON');
  }
}

/** A body, as far as it may go. */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer> {
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
