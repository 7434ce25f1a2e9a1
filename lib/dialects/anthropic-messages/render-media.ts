import type { FilePart, ImagePart, MediaSource } from '../../exchange/conversation';
import { renderCacheMark } from './cache-mark';
import type { Block } from './render-turns';

/** An image or a document. A file that is an image goes as one, and one of text as its text. */
export function renderMedia(part: ImagePart | FilePart): Block {
  const cache_control = renderCacheMark(part.cacheMark);
  if (part.type === 'image') return { type: 'image', source: renderSource(part.source), cache_control };
  const { source } = part;
  if (source.type === 'base64' && source.mediaType.startsWith('image/'))
    return { type: 'image', source: renderSource(source), cache_control };
  return {
    type: 'document',
    source: source.type === 'text' ? textSource(source.text) : renderFileSource(source),
    title: part.name ?? undefined,
    citations: part.citations ? { enabled: true } : undefined,
    cache_control,
  };
}

function renderFileSource(source: MediaSource): object {
  const isText = source.type === 'base64' && /^(text\/|application\/json\b)/.test(source.mediaType);
  return isText ? textSource(Buffer.from(source.data, 'base64').toString('utf8')) : renderSource(source);
}

function textSource(text: string): object {
  return { type: 'text', media_type: 'text/plain', data: text };
}

function renderSource(source: MediaSource): object {
  if (source.type === 'url') return { type: 'url', url: source.url };
  if (source.type === 'id') return { type: 'file', file_id: source.id };
  // What several clients call a JPEG.
  const mediaType = source.mediaType === 'image/jpg' ? 'image/jpeg' : source.mediaType;
  return { type: 'base64', media_type: mediaType, data: source.data };
}
