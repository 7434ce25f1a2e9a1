import type { Conversation, Part, ReasoningPart, TextPart, ToolResultPart, Turn } from '../../exchange/conversation';
import { asReminder } from '../reminder';
import { renderCacheMark } from './cache-mark';
import { renderMedia } from './render-media';
import { safeToolId } from './tool-id';
import { inputObject } from './tool-input';

export interface Block {
  type: string;
  [member: string]: unknown;
}

export interface Message {
  role: 'user' | 'assistant';
  content: Block[];
}

/**
 * Turns as Anthropic takes them: the user's and the assistant's in alternation, the user's first, results of tools at the
 * beginning of the turn after the calls, and no text without words in it.
 */
export function renderTurns({ instructions, turns }: Conversation): { system: Block[]; messages: Message[] } {
  const system = instructions.flatMap(renderText);
  const messages: Message[] = [];
  for (const turn of turns) addTurn(turn, messages);
  for (const message of messages) if (message.role === 'user') message.content.sort(resultsFirst);
  trimPrefill(messages.at(-1));
  // Instructions alone are the whole request: then they are what the user says.
  if (messages.length === 0) return { system: [], messages: [{ role: 'user', content: system }] };
  if (messages[0]?.role === 'assistant') messages.unshift({ role: 'user', content: [{ type: 'text', text: '…' }] });
  return { system, messages };
}

function addTurn(turn: Turn, messages: Message[]): void {
  const role = turn.role === 'assistant' ? 'assistant' : 'user';
  const isInstruction = turn.role === 'system' || turn.role === 'developer';
  const content = turn.parts.flatMap((part) =>
    isInstruction && part.type === 'text' ? renderText({ ...part, text: asReminder(part.text) }) : renderPart(part),
  );
  const last = messages.at(-1);
  if (content.length === 0) return;
  if (last?.role === role) last.content.push(...content);
  else messages.push({ role, content });
}

function renderPart(part: Part): Block[] {
  switch (part.type) {
    case 'text':
      return renderText(part);
    case 'refusal':
      return renderText({ type: 'text', text: part.text, cacheMark: null });
    case 'image':
    case 'file':
      return [renderMedia(part)];
    case 'reasoning':
      return renderThought(part);
    case 'tool-call':
      return [
        {
          type: 'tool_use',
          id: safeToolId(part.id),
          name: part.name,
          input: inputObject(part.input),
          cache_control: renderCacheMark(part.cacheMark),
        },
      ];
    case 'tool-result':
      return [renderResult(part)];
    case 'audio':
      // No target of this dialect is eligible for it (features.ts).
      return [];
  }
}

/** Anthropic refuses a text that is empty or nothing but space. */
function renderText({ text, cacheMark }: TextPart): Block[] {
  return text.trim() === '' ? [] : [{ type: 'text', text, cache_control: renderCacheMark(cacheMark) }];
}

/** The text must be what was signed, to the character. */
function renderThought({ texts, signature }: ReasoningPart): Block[] {
  if (signature?.kind === 'redacted') return [{ type: 'redacted_thinking', data: signature.value }];
  if (signature?.kind !== 'signature') return [];
  return [{ type: 'thinking', thinking: texts.join('\n\n'), signature: signature.value }];
}

function renderResult({ callId, parts, isError, cacheMark }: ToolResultPart): Block {
  const content = parts.flatMap((part) => (part.type === 'text' ? renderText(part) : [renderMedia(part)]));
  return {
    type: 'tool_result',
    tool_use_id: safeToolId(callId),
    content: content.length > 0 ? plain(content) : undefined,
    is_error: isError || undefined,
    cache_control: renderCacheMark(cacheMark),
  };
}

/** A lone text is written as a text. */
export function plain(content: readonly Block[]): unknown {
  const [only] = content;
  const isPlain = content.length === 1 && only?.type === 'text' && only.cache_control === undefined;
  return isPlain ? only.text : content;
}

/** Sorting is stable: what is alike stays in its order. */
function resultsFirst(one: Block, other: Block): number {
  return Number(other.type === 'tool_result') - Number(one.type === 'tool_result');
}

/** The beginning of an answer must not end with space. */
function trimPrefill(message: Message | undefined): void {
  const last = message?.content.at(-1);
  if (message?.role === 'assistant' && typeof last?.text === 'string') last.text = last.text.trimEnd();
}
