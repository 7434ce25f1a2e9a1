import type {
  CacheMark,
  FilePart,
  ImagePart,
  MediaSource,
  Part,
  ReasoningPart,
  TextPart,
  ToolCallPart,
  Turn,
} from '../../exchange/conversation';
import { parseDataUrl } from '../data-url';
import { isObject, textOrNull } from '../json-values';
import { readSignature } from '../provenance';

interface Read {
  foreign: string[];
  /** What each call was, for the results that name only its id. */
  calls: Map<string, { name: string; kind: 'function' | 'custom' }>;
}

/** Messages as turns: tool messages become results in a turn of the user's, leading instructions stand apart. */
export function parseTurns(messages: unknown, foreign: string[]): { instructions: TextPart[]; turns: Turn[] } {
  const read: Read = { foreign, calls: new Map() };
  const instructions: TextPart[] = [];
  const turns: Turn[] = [];
  if (!Array.isArray(messages)) return { instructions, turns };
  messages.forEach((message: unknown, index) => {
    const place = `messages[${index}]`;
    if (!isObject(message)) {
      foreign.push(place);
      return;
    }
    const { role } = message;
    const name = textOrNull(message.name);
    if (role === 'system' || role === 'developer') {
      const parts = parseParts(message.content, place, read);
      const texts = parts.filter((part) => part.type === 'text');
      if (turns.length === 0 && texts.length === parts.length) instructions.push(...texts);
      else turns.push({ role, name, parts });
    } else if (role === 'user') turns.push({ role, name, parts: parseParts(message.content, place, read) });
    else if (role === 'assistant') turns.push({ role, name, parts: parseAssistant(message, index, read) });
    else if (role === 'tool' || role === 'function') addResult(turns, message, index, read);
    else foreign.push(`${place} (${String(role)})`);
  });
  return { instructions, turns };
}

function addResult(turns: Turn[], message: Record<string, unknown>, index: number, read: Read): void {
  const legacyId = `${legacyCall}${textOrNull(message.name) ?? ''}`;
  const callId = textOrNull(message.tool_call_id) ?? legacyId;
  const call = read.calls.get(callId);
  const parts = parseParts(message.content, `messages[${index}]`, read).filter(
    (part): part is TextPart | ImagePart | FilePart =>
      part.type === 'text' || part.type === 'image' || part.type === 'file',
  );
  const result: Part = {
    type: 'tool-result',
    callId,
    name: call?.name ?? textOrNull(message.name),
    kind: call?.kind ?? 'function',
    isError: false,
    parts,
    cacheMark: null,
  };
  const last = turns.at(-1);
  // Results of one round stand together, as dialects with turns want them.
  if (last?.role === 'user' && last.parts.every((part) => part.type === 'tool-result'))
    turns[turns.length - 1] = { ...last, parts: [...last.parts, result] };
  else turns.push({ role: 'user', name: null, parts: [result] });
}

function parseAssistant(message: Record<string, unknown>, index: number, read: Read): Part[] {
  const parts: Part[] = [...parseReasoning(message)];
  parts.push(...parseParts(message.content, `messages[${index}]`, read));
  if (typeof message.refusal === 'string' && message.refusal !== '')
    parts.push({ type: 'refusal', text: message.refusal });
  if (isObject(message.audio)) read.foreign.push(`messages[${index}].audio`);
  if (Array.isArray(message.tool_calls))
    message.tool_calls.forEach((call: unknown, place) => {
      const part = parseCall(call);
      if (part) parts.push(part);
      else read.foreign.push(`messages[${index}].tool_calls[${place}]`);
    });
  if (isObject(message.function_call)) {
    const name = String(message.function_call.name);
    const part = parseCall({ id: `${legacyCall}${name}`, type: 'function', function: message.function_call });
    if (part) parts.push(part);
  }
  for (const part of parts)
    if (part.type === 'tool-call') read.calls.set(part.id, { name: part.name, kind: part.kind });
  return parts;
}

/** Calls from before tools had ids; their results name the function. */
const legacyCall = 'call_of_';

function parseCall(call: unknown): ToolCallPart | null {
  if (!isObject(call) || typeof call.id !== 'string') return null;
  const plain = { type: 'tool-call', id: call.id, namespace: null, signature: null, cacheMark: null } as const;
  if (isObject(call.custom) && typeof call.custom.name === 'string') {
    return { ...plain, kind: 'custom', name: call.custom.name, input: String(call.custom.input ?? '') };
  }
  if (!isObject(call.function) || typeof call.function.name !== 'string') return null;
  const { name, arguments: input } = call.function;
  return { ...plain, kind: 'function', name, input: typeof input === 'string' && input.trim() !== '' ? input : '{}' };
}

/** `reasoning_details` is what this router (and OpenRouter) writes; `reasoning_content` what most servers do. */
function parseReasoning(message: Record<string, unknown>): ReasoningPart[] {
  if (Array.isArray(message.reasoning_details) && message.reasoning_details.length > 0)
    return message.reasoning_details.filter(isObject).map((detail) => {
      const proof = textOrNull(detail.signature) ?? textOrNull(detail.data);
      const text = textOrNull(detail.text) ?? textOrNull(detail.summary);
      return {
        type: 'reasoning',
        texts: text === null ? [] : [text],
        isSummary: detail.type === 'reasoning.summary',
        signature: proof === null ? null : readSignature(proof, detail.data ? 'encrypted' : 'signature', null),
      };
    });
  const text = textOrNull(message.reasoning_content) ?? textOrNull(message.reasoning);
  return text === null ? [] : [{ type: 'reasoning', texts: [text], isSummary: false, signature: null }];
}

function parseParts(content: unknown, place: string, read: Read): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content, cacheMark: null }];
  if (!Array.isArray(content)) return [];
  return content.flatMap((part: unknown, index) => {
    const parsed = isObject(part) ? parsePart(part) : null;
    if (parsed) return [parsed];
    const type = isObject(part) ? ` (${String(part.type)})` : '';
    read.foreign.push(`${place}.content[${index}]${type}`);
    return [];
  });
}

function parsePart(part: Record<string, unknown>): Part | null {
  const cacheMark = parseCacheMark(part.cache_control);
  if (part.type === 'text' && typeof part.text === 'string') return { type: 'text', text: part.text, cacheMark };
  if (part.type === 'refusal' && typeof part.refusal === 'string') return { type: 'refusal', text: part.refusal };
  if (part.type === 'image_url') {
    const image = isObject(part.image_url) ? part.image_url : { url: part.image_url };
    if (typeof image.url !== 'string') return null;
    const detail = image.detail === 'low' || image.detail === 'high' ? image.detail : null;
    return { type: 'image', source: sourceOf(image.url), detail, cacheMark };
  }
  if (part.type === 'input_audio' && isObject(part.input_audio) && typeof part.input_audio.data === 'string') {
    return { type: 'audio', mediaType: `audio/${String(part.input_audio.format)}`, data: part.input_audio.data };
  }
  if (part.type !== 'file' || !isObject(part.file)) return null;
  const { file_data, file_id, filename } = part.file;
  const name = textOrNull(filename);
  if (typeof file_id === 'string')
    return { type: 'file', source: { type: 'id', id: file_id }, name, citations: false, cacheMark };
  if (typeof file_data !== 'string') return null;
  return { type: 'file', source: sourceOf(file_data), name, citations: false, cacheMark };
}

function sourceOf(url: string): MediaSource {
  return parseDataUrl(url) ?? { type: 'url', url };
}

/** Anthropic's mark, as gateways have long let clients of this dialect write it. */
export function parseCacheMark(value: unknown): CacheMark | null {
  return isObject(value) && value.type === 'ephemeral' ? { ttl: textOrNull(value.ttl) } : null;
}
