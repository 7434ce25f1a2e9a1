import type {
  Conversation,
  FilePart,
  ImagePart,
  Part,
  TextPart,
  ToolResultPart,
  Turn,
} from '../../exchange/conversation';
import type { Quirk } from '../../exchange/quirks';
import { renderDataUrl } from '../data-url';
import { asReminder } from '../reminder';

type Message = Record<string, unknown>;

/** Turns as messages. Results of tools are messages of their own, right after the calls they answer. */
export function renderMessages({ instructions, turns }: Conversation, quirks: ReadonlySet<Quirk>): Message[] {
  const messages: Message[] = [];
  // One text: many servers take no list here, and none minds.
  if (instructions.length > 0)
    messages.push({ role: 'system', content: instructions.map((part) => part.text).join('\n\n') });
  for (const turn of turns) {
    if (turn.role === 'assistant') messages.push(renderAssistant(turn, quirks));
    else if (turn.role === 'user') messages.push(...renderUser(turn));
    else messages.push(renderInstruction(turn, quirks));
  }
  return messages;
}

/** `system` is understood wherever `developer` is, and elsewhere too. */
function renderInstruction(turn: Turn, quirks: ReadonlySet<Quirk>): Message {
  const text = textOf(turn.parts);
  return quirks.has('system-first-only')
    ? { role: 'user', content: asReminder(text) }
    : { role: 'system', content: text };
}

function renderUser(turn: Turn): Message[] {
  const results = turn.parts.filter((part) => part.type === 'tool-result');
  const media = results.flatMap(renderResultMedia);
  const said = turn.parts.filter((part) => part.type !== 'tool-result').map(renderPart);
  const messages: Message[] = results.map(renderResult);
  const content = [...media, ...said];
  if (content.length > 0) messages.push({ role: 'user', name: turn.name ?? undefined, content: plain(content) });
  return messages;
}

function renderResult(result: ToolResultPart): Message {
  const text = textOf(result.parts);
  const hasMedia = result.parts.some((part) => part.type !== 'text');
  const words = text === '' && hasMedia ? 'The result follows in the next message.' : text;
  return { role: 'tool', tool_call_id: result.callId, content: result.isError ? `Error: ${words}` : words };
}

/** A tool message holds text only (field-failures 6): what else a tool gave comes right after, in the user's name. */
function renderResultMedia(result: ToolResultPart): Message[] {
  const media = result.parts.filter((part) => part.type !== 'text');
  if (media.length === 0) return [];
  return [{ type: 'text', text: `The result of the tool call ${result.callId}:` }, ...media.map(renderPart)];
}

function renderAssistant(turn: Turn, quirks: ReadonlySet<Quirk>): Message {
  const text = textOf(turn.parts);
  const reasoning = turn.parts.flatMap((part) => (part.type === 'reasoning' ? part.texts : [])).join('\n\n');
  const refusal = turn.parts.flatMap((part) => (part.type === 'refusal' ? [part.text] : [])).join('');
  const calls = turn.parts.filter((part) => part.type === 'tool-call');
  return {
    role: 'assistant',
    name: turn.name ?? undefined,
    content: text === '' && (calls.length > 0 || refusal !== '') ? null : text,
    refusal: refusal || undefined,
    reasoning_content: quirks.has('sends-reasoning-content') && reasoning !== '' ? reasoning : undefined,
    tool_calls: calls.length > 0 ? calls.map(renderCall) : undefined,
  };
}

function renderCall(call: Part & { type: 'tool-call' }): Message {
  return call.kind === 'custom'
    ? { id: call.id, type: 'custom', custom: { name: call.name, input: call.input } }
    : { id: call.id, type: 'function', function: { name: call.name, arguments: call.input } };
}

function renderPart(part: Part): Message {
  switch (part.type) {
    case 'image':
      return { type: 'image_url', image_url: { url: addressOf(part), detail: detailOf(part) } };
    case 'file':
      return renderFile(part);
    case 'audio':
      return { type: 'input_audio', input_audio: { data: part.data, format: part.mediaType.replace('audio/', '') } };
    default:
      return { type: 'text', text: 'text' in part ? part.text : '' };
  }
}

function renderFile({ source, name }: FilePart): Message {
  if (source.type === 'text') return { type: 'text', text: name === null ? source.text : `${name}\n\n${source.text}` };
  const data = source.type === 'base64' ? renderDataUrl(source) : undefined;
  return { type: 'file', file: { filename: name ?? 'document.pdf', file_data: data } };
}

function addressOf({ source }: ImagePart): string {
  if (source.type === 'base64') return renderDataUrl(source);
  return source.type === 'url' ? source.url : source.id;
}

function detailOf({ detail }: ImagePart): string | undefined {
  return detail === 'original' ? 'high' : (detail ?? undefined);
}

/** A lone text is written as a text: every server takes that. */
function plain(content: readonly Message[]): unknown {
  const [only] = content;
  return content.length === 1 && only?.type === 'text' ? only.text : content;
}

function textOf(parts: readonly Part[]): string {
  return parts
    .filter((part): part is TextPart => part.type === 'text')
    .map((part) => part.text)
    .join('\n\n');
}
