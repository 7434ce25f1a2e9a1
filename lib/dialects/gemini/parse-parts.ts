import { isObject, parseJson, textOrNull } from '../json-values';
import { type RawReader, readRaw } from '../raw-reader';

export type Piece =
  | { type: 'text' | 'thought'; text: string; signature: string | null }
  | { type: 'call'; id: string | null; name: string; input: string; signature: string | null };

export interface Candidate {
  value: Record<string, unknown>;
  pieces: readonly Piece[];
}

/** The parts of the first candidate. More than one is never asked for. A call's arguments stay as they were written. */
export function parseCandidate(body: Record<string, unknown>, text: string): Candidate | null {
  const value: unknown = Array.isArray(body.candidates) ? body.candidates[0] : null;
  if (!isObject(value)) return null;
  const parts = isObject(value.content) && Array.isArray(value.content.parts) ? value.content.parts : [];
  let raw: RawReader | undefined;
  const rawPart = (index: number) => {
    raw ??= readRaw(text.trim()).member('candidates')?.element(0)?.member('content')?.member('parts');
    return raw?.element(index);
  };
  const pieces = parts.flatMap((part: unknown, index): Piece[] =>
    isObject(part) ? parsePart(part, index, rawPart) : [],
  );
  return { value, pieces };
}

function parsePart(
  part: Record<string, unknown>,
  index: number,
  rawPart: (index: number) => RawReader | undefined,
): Piece[] {
  const signature = textOrNull(part.thoughtSignature);
  const call = part.functionCall;
  if (isObject(call)) {
    const name = textOrNull(call.name);
    if (name === null) return [];
    const raw = isObject(call.args) ? rawPart(index)?.member('functionCall')?.member('args')?.text : undefined;
    return [{ type: 'call', id: textOrNull(call.id), name, input: raw ?? argumentsOf(call.args), signature }];
  }
  if (typeof part.text !== 'string' && signature === null) return [];
  const text = typeof part.text === 'string' ? part.text : '';
  return [{ type: part.thought === true ? 'thought' : 'text', text, signature }];
}

/** No arguments are none (field-failures 3); near misses of compatible servers write them as a text. */
function argumentsOf(args: unknown): string {
  return typeof args === 'string' && isObject(parseJson(args)) ? args : '{}';
}
