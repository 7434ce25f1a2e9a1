import type { FilePart, ImagePart, MediaSource, Part, TextPart } from '../../exchange/conversation';
import { parseDataUrl } from '../data-url';
import { isObject, textOrNull } from '../json-values';
import type { RawReader } from '../raw-reader';
import type { Notes } from './notes';

/** A message's content: a text, or parts. */
export function parseContent(content: unknown, where: string, notes: Notes): Part[] {
  if (typeof content === 'string') return [textPart(content)];
  if (!Array.isArray(content)) {
    if (content !== undefined && content !== null) notes.foreign(`${where}.content`);
    return [];
  }
  return content.flatMap((part: unknown, index) => {
    const parsed = isObject(part) ? parsePart(part, notes) : null;
    if (parsed) return [parsed];
    notes.foreign(`${where}.content[${index}]${isObject(part) ? ` (${String(part.type)})` : ''}`);
    return [];
  });
}

/** What a tool gave: a text, or parts, images among them (field-failures 6). */
export function parseResultContent(
  output: unknown,
  raw: RawReader | undefined,
  where: string,
  notes: Notes,
): (TextPart | ImagePart | FilePart)[] {
  if (typeof output === 'string') return [textPart(output)];
  // Some clients write what a tool gave as the JSON it is.
  if (!Array.isArray(output)) return output === undefined || output === null ? [] : [textPart(raw?.text ?? '')];
  return output.flatMap((part: unknown, index) => {
    const parsed = isObject(part) ? parsePart(part, notes) : null;
    if (parsed?.type === 'text' || parsed?.type === 'image' || parsed?.type === 'file') return [parsed];
    notes.foreign(`${where}.output[${index}]${isObject(part) ? ` (${String(part.type)})` : ''}`);
    return [];
  });
}

function textPart(text: string): TextPart {
  return { type: 'text', text, cacheMark: null };
}

function parsePart(part: Record<string, unknown>, notes: Notes): Part | null {
  switch (part.type) {
    case 'input_text':
    case 'output_text':
    case 'text':
      if (typeof part.text !== 'string') return null;
      notes.rest(part, textMembers, 'input[].content[].');
      return textPart(part.text);
    case 'refusal':
      return typeof part.refusal === 'string' ? { type: 'refusal', text: part.refusal } : null;
    case 'input_image':
      notes.rest(part, imageMembers, 'input[].content[].');
      return parseImage(part);
    case 'input_file':
      notes.rest(part, fileMembers, 'input[].content[].');
      return parseFile(part);
    case 'input_audio': {
      const audio = isObject(part.input_audio) ? part.input_audio : {};
      return typeof audio.data === 'string'
        ? { type: 'audio', mediaType: `audio/${textOrNull(audio.format) ?? 'wav'}`, data: audio.data }
        : null;
    }
    default:
      return null;
  }
}

/** Log probabilities of an earlier answer tell of it, and say nothing to a model. */
const textMembers = new Set(['type', 'text', 'logprobs']);
const imageMembers = new Set(['type', 'image_url', 'file_id', 'detail']);
const fileMembers = new Set(['type', 'file_data', 'file_url', 'file_id', 'filename']);

function parseImage(part: Record<string, unknown>): ImagePart | null {
  const url = isObject(part.image_url) ? part.image_url.url : part.image_url;
  const source = sourceOf(url) ?? idOf(part.file_id);
  const { detail } = part;
  if (!source) return null;
  return {
    type: 'image',
    source,
    detail: detail === 'low' || detail === 'high' || detail === 'original' ? detail : null,
    cacheMark: null,
  };
}

function parseFile(part: Record<string, unknown>): FilePart | null {
  const data = textOrNull(part.file_data);
  const encoded: MediaSource | null =
    data === null || data.startsWith('data:') ? sourceOf(data) : { type: 'base64', mediaType: 'application/pdf', data };
  const source = encoded ?? sourceOf(part.file_url) ?? idOf(part.file_id);
  return source && { type: 'file', source, name: textOrNull(part.filename), citations: false, cacheMark: null };
}

/** A data address that is not base64 is none that other dialects know. */
function sourceOf(url: unknown): MediaSource | null {
  if (typeof url !== 'string' || url === '') return null;
  return url.startsWith('data:') ? parseDataUrl(url) : { type: 'url', url };
}

function idOf(id: unknown): MediaSource | null {
  return typeof id === 'string' && id !== '' ? { type: 'id', id } : null;
}
