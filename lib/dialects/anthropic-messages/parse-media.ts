import type { FilePart, MediaSource, Part, TextPart } from '../../exchange/conversation';
import { isObject, textOrNull } from '../json-values';
import { parseCacheMark } from './cache-mark';

type Block = Record<string, unknown>;

/** Blocks of text, images and documents, which also stand in the results of tools; null for what only Anthropic knows. */
export function parseMedia(block: Block): readonly Part[] | null {
  const cacheMark = parseCacheMark(block.cache_control);
  switch (block.type) {
    case 'text':
      // Citations of an earlier answer stay with it: their text is in the text.
      return typeof block.text === 'string' ? [{ type: 'text', text: block.text, cacheMark }] : null;
    case 'image': {
      const source = parseSource(block.source);
      return source && [{ type: 'image', source, detail: null, cacheMark }];
    }
    case 'document':
      return parseDocument(block);
    case 'tool_reference':
      // A tool that the client found by a search. To other dialects all tools are known from the start.
      return typeof block.tool_name === 'string' ? [text(`The tool ${block.tool_name} is available.`)] : null;
    default:
      return null;
  }
}

function parseSource(source: unknown): MediaSource | null {
  if (!isObject(source)) return null;
  const { type, data, url, file_id, media_type } = source;
  if (type === 'base64' && typeof data === 'string')
    return { type, mediaType: textOrNull(media_type) ?? 'application/octet-stream', data };
  if (type === 'url' && typeof url === 'string') return { type, url };
  if (type === 'file' && typeof file_id === 'string') return { type: 'id', id: file_id };
  return null;
}

/** What is told about a document and not to be cited (`context`) goes before it, in words. */
function parseDocument(block: Block): readonly Part[] | null {
  const source = parseSource(block.source) ?? parseTextSource(block.source);
  if (!source) return null;
  const file: FilePart = {
    type: 'file',
    source,
    name: textOrNull(block.title),
    citations: isObject(block.citations) && block.citations.enabled === true,
    cacheMark: parseCacheMark(block.cache_control),
  };
  const context = textOrNull(block.context);
  return context === null ? [file] : [text(context), file];
}

/** `content` is a text, or blocks of it: pieces that may be cited one by one. */
function parseTextSource(source: unknown): { type: 'text'; text: string } | null {
  if (!isObject(source)) return null;
  if (source.type === 'text' && typeof source.data === 'string') return { type: 'text', text: source.data };
  if (source.type !== 'content') return null;
  const { content } = source;
  if (typeof content === 'string') return { type: 'text', text: content };
  if (!Array.isArray(content)) return null;
  const texts = content.map((block: unknown) => (isObject(block) && block.type === 'text' ? block.text : null));
  return texts.every((each) => typeof each === 'string') ? { type: 'text', text: texts.join('\n\n') } : null;
}

function text(words: string): TextPart {
  return { type: 'text', text: words, cacheMark: null };
}
