import type {
  FilePart,
  ImagePart,
  Part,
  ReasoningPart,
  ToolCallPart,
  ToolResultPart,
  Turn,
} from '../../exchange/conversation';
import { renderDataUrl } from '../data-url';

type Item = Record<string, unknown>;

/** Turns as input items: a message for what is said one after the other, an item for each thought, call and result. */
export function renderItems(turns: readonly Turn[]): Item[] {
  const items: Item[] = [];
  for (const { role, parts } of turns) {
    let content: Item[] = [];
    const endMessage = () => {
      if (content.length > 0) items.push({ type: 'message', role, content });
      content = [];
    };
    for (const part of parts) {
      const item = renderItem(part);
      if (item === null) {
        const said = renderPart(part, role);
        if (said) content.push(said);
      } else {
        endMessage();
        items.push(...item);
      }
    }
    endMessage();
  }
  return items;
}

/** Parts that are items of their own; null for those that stand in a message. */
function renderItem(part: Part): Item[] | null {
  switch (part.type) {
    case 'reasoning':
      return renderReasoning(part);
    case 'tool-call':
      return [renderCall(part)];
    case 'tool-result':
      return [renderResult(part)];
    default:
      return null;
  }
}

/** Only in cipher does a thought come back: its text alone is nothing that the provider takes. */
function renderReasoning({ texts, isSummary, signature }: ReasoningPart): Item[] {
  if (signature?.kind !== 'encrypted') return [];
  const summary = isSummary ? texts.map((text) => ({ type: 'summary_text', text })) : [];
  return [{ type: 'reasoning', id: signature.id ?? undefined, summary, encrypted_content: signature.value }];
}

function renderCall({ id, name, namespace, kind, input }: ToolCallPart): Item {
  const named = { call_id: id, name, namespace: namespace ?? undefined };
  if (kind === 'custom') return { type: 'custom_tool_call', ...named, input };
  return { type: 'function_call', ...named, arguments: input.trim() === '' ? '{}' : input };
}

function renderResult({ callId, kind, isError, parts }: ToolResultPart): Item {
  const type = kind === 'custom' ? 'custom_tool_call_output' : 'function_call_output';
  const [only] = parts;
  const mark = isError ? 'Error: ' : '';
  if (parts.length === 0) return { type, call_id: callId, output: isError ? 'Error' : '' };
  if (parts.length === 1 && only?.type === 'text') return { type, call_id: callId, output: mark + only.text };
  const output = parts.map((part) => renderPart(part, 'user')).filter((part) => part !== null);
  return { type, call_id: callId, output: isError ? [{ type: 'input_text', text: 'Error:' }, ...output] : output };
}

function renderPart(part: Part, role: Turn['role']): Item | null {
  switch (part.type) {
    case 'text':
      return part.text === '' ? null : { type: role === 'assistant' ? 'output_text' : 'input_text', text: part.text };
    case 'refusal':
      return { type: 'refusal', refusal: part.text };
    case 'image':
      return renderImage(part);
    case 'file':
      return renderFile(part);
    case 'audio':
      return { type: 'input_audio', input_audio: { data: part.data, format: audioFormat(part.mediaType) } };
    default:
      return null;
  }
}

function renderImage({ source, detail }: ImagePart): Item {
  const type = 'input_image';
  // The SDK's types demand a detail.
  if (source.type === 'id') return { type, file_id: source.id, detail: detail ?? 'auto' };
  return { type, image_url: source.type === 'base64' ? renderDataUrl(source) : source.url, detail: detail ?? 'auto' };
}

function renderFile({ source, name }: FilePart): Item {
  const type = 'input_file';
  if (source.type === 'text')
    return { type: 'input_text', text: name === null ? source.text : `${name}\n\n${source.text}` };
  if (source.type === 'url') return { type, file_url: source.url };
  if (source.type === 'id') return { type, file_id: source.id };
  return { type, filename: name ?? fileName(source.mediaType), file_data: renderDataUrl(source) };
}

/** Data without a name is refused; the kind is told by the name's end. */
function fileName(mediaType: string): string {
  const end = mediaType.slice(mediaType.indexOf('/') + 1);
  return `document.${/^[a-z0-9]{1,8}$/.test(end) ? (end === 'plain' ? 'txt' : end) : 'bin'}`;
}

function audioFormat(mediaType: string): string {
  const format = mediaType.replace('audio/', '').replace(/^x-/, '');
  return format === 'mpeg' ? 'mp3' : format;
}
