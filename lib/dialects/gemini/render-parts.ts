import type { FilePart, ImagePart, Part } from '../../exchange/conversation';

/** Results, calls and thoughts have their own places; addresses and uploads are refused (features.ts). */
export function renderPart(part: Part): object[] {
  switch (part.type) {
    case 'text':
    case 'refusal':
      return part.text === '' ? [] : [{ text: part.text }];
    case 'image':
    case 'file':
      return renderMedia(part);
    case 'audio':
      return [{ inlineData: { mimeType: part.mediaType, data: part.data } }];
    default:
      return [];
  }
}

function renderMedia(part: ImagePart | FilePart): object[] {
  const { source } = part;
  if (source.type === 'base64') return [{ inlineData: { mimeType: source.mediaType, data: source.data } }];
  if (source.type !== 'text' || part.type !== 'file') return [];
  return [{ text: part.name === null ? source.text : `${part.name}\n\n${source.text}` }];
}
