import type { MediaSource } from '../exchange/conversation';

/** `data:<media type>;base64,<data>` as its two parts; null for any other address. The data is not looked at. */
export function parseDataUrl(url: string): (MediaSource & { type: 'base64' }) | null {
  if (!url.startsWith('data:')) return null;
  const comma = url.indexOf(',');
  const head = comma === -1 ? '' : url.slice(5, comma);
  if (!head.endsWith(';base64')) return null;
  const mediaType = head.slice(0, head.indexOf(';'));
  return { type: 'base64', mediaType: mediaType || 'application/octet-stream', data: url.slice(comma + 1) };
}

export function renderDataUrl(source: { mediaType: string; data: string }): string {
  return `data:${source.mediaType};base64,${source.data}`;
}
