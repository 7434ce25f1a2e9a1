import type { ExchangeAnswer } from '../exchange/answer';
import type { Conversation, Part, Tool, ToolChoice } from '../exchange/conversation';
import type { ExchangeEvent } from '../exchange/events';
import { RawJson } from '../exchange/raw-json';
import { isObject, parseJson } from './json-values';

/**
 * Custom tools and namespaces for targets that know neither. A custom tool becomes a function with one text, `input`; a tool
 * in a namespace gets a name of its own. On the way back both are undone, so that the caller sees exactly the call they know
 * (field-failures 8).
 */
export interface ToolBridge {
  conversation: Conversation;
  /** Undoes the bridge in a whole answer. */
  restoreAnswer(answer: ExchangeAnswer): ExchangeAnswer;
  /** Undoes it in a stream: a custom tool's arguments wait until they are whole. */
  openRestorer(): (event: ExchangeEvent) => readonly ExchangeEvent[];
}

interface Bridged {
  name: string;
  namespace: string | null;
  kind: 'function' | 'custom';
}

export function bridgeTools(conversation: Conversation): ToolBridge | null {
  const sent = new Map<string, Bridged>();
  const names = new Map<string, string>();
  for (const tool of conversation.tools) {
    if (tool.type === 'hosted') continue;
    if (tool.type === 'function' && tool.namespace === null) continue;
    const name = freeName(tool.namespace, tool.name, conversation, sent);
    sent.set(name, { name: tool.name, namespace: tool.namespace, kind: tool.type });
    names.set(keyOf(tool.namespace, tool.name), name);
  }
  const used = conversation.turns.some((turn) => turn.parts.some(needsBridge));
  if (sent.size === 0 && !used) return null;
  const nameOf = (namespace: string | null, name: string) =>
    names.get(keyOf(namespace, name)) ?? (namespace === null ? name : joinName(namespace, name));

  return {
    conversation: {
      ...conversation,
      tools: conversation.tools.map((tool) => bridgeTool(tool, nameOf)),
      toolChoice: bridgeChoice(conversation, nameOf),
      turns: conversation.turns.map((turn) =>
        turn.parts.some(needsBridge) ? { ...turn, parts: turn.parts.map((part) => bridgePart(part, nameOf)) } : turn,
      ),
    },
    restoreAnswer: (answer) => ({
      ...answer,
      parts: answer.parts.map((part) => {
        const bridged = part.type === 'tool-call' ? sent.get(part.name) : undefined;
        if (part.type !== 'tool-call' || !bridged) return part;
        const input = bridged.kind === 'custom' ? inputOf(part.input) : part.input;
        return { ...part, name: bridged.name, namespace: bridged.namespace, kind: bridged.kind, input };
      }),
    }),
    openRestorer: () => openRestorer(sent),
  };
}

type NameOf = (namespace: string | null, name: string) => string;

function needsBridge(part: Part): boolean {
  if (part.type === 'tool-call') return part.kind === 'custom' || part.namespace !== null;
  return part.type === 'tool-result' && part.kind === 'custom';
}

function bridgeTool(tool: Tool, nameOf: NameOf): Tool {
  if (tool.type === 'hosted') return tool;
  const description = [tool.namespace === null ? null : tool.namespaceDescription, tool.description]
    .filter((each) => each !== null)
    .join('\n\n');
  const plain = { namespace: null, namespaceDescription: null, name: nameOf(tool.namespace, tool.name) };
  if (tool.type === 'function') return { ...tool, ...plain, description: description || null };
  return {
    type: 'function',
    ...plain,
    description: [description, grammarWords(tool.format)].filter(Boolean).join('\n\n') || null,
    schema: inputSchema,
    strict: null,
    cacheMark: null,
  };
}

const inputSchema = new RawJson(
  '{"type":"object","properties":{"input":{"type":"string","description":"The tool\'s whole input, as plain text."}},"required":["input"],"additionalProperties":false}',
);

/** A grammar the target cannot enforce is still worth reading. */
function grammarWords(format: RawJson | null): string {
  const value = format && parseJson(format.text);
  if (!isObject(value)) return '';
  const grammar = isObject(value.grammar) ? value.grammar : value;
  const { syntax, definition } = grammar;
  return typeof definition === 'string' ? `The input matches this ${String(syntax ?? '')} grammar:\n${definition}` : '';
}

function bridgeChoice({ toolChoice: choice, tools }: Conversation, nameOf: NameOf): ToolChoice | null {
  if (choice?.type === 'allowed') {
    const isNamed = (name: string) => choice.names.includes(name);
    const allowed = tools.flatMap((tool) =>
      tool.type !== 'hosted' && isNamed(tool.name) ? [nameOf(tool.namespace, tool.name)] : [],
    );
    return { ...choice, names: allowed };
  }
  if (choice?.type !== 'tool') return choice;
  return { type: 'tool', name: nameOf(choice.namespace, choice.name), namespace: null, kind: 'function' };
}

function bridgePart(part: Part, nameOf: NameOf): Part {
  if (part.type === 'tool-result') return { ...part, kind: 'function' };
  if (part.type !== 'tool-call') return part;
  const input = part.kind === 'custom' ? JSON.stringify({ input: part.input }) : part.input;
  return { ...part, kind: 'function', namespace: null, name: nameOf(part.namespace, part.name), input };
}

/** The text of a custom call, from the arguments of the function it went as; a model that wrote plain text meant just that. */
function inputOf(text: string): string {
  const value = parseJson(text);
  return isObject(value) && typeof value.input === 'string' ? value.input : text;
}

function openRestorer(sent: ReadonlyMap<string, Bridged>): (event: ExchangeEvent) => readonly ExchangeEvent[] {
  const waiting = new Map<number, string>();
  return (event) => {
    if (event.type === 'tool-call-start') {
      const bridged = sent.get(event.name);
      if (!bridged) return [event];
      if (bridged.kind === 'custom') waiting.set(event.block, '');
      return [{ ...event, ...bridged }];
    }
    if (!('block' in event) || waiting.size === 0) return [event];
    const held = waiting.get(event.block);
    if (held === undefined) return [event];
    if (event.type === 'tool-call-delta') {
      waiting.set(event.block, held + event.text);
      return [];
    }
    if (event.type !== 'block-end') return [event];
    waiting.delete(event.block);
    return [{ type: 'tool-call-delta', block: event.block, text: inputOf(held) }, event];
  };
}

/** As a name that every dialect takes: letters, digits, `_` and `-`, 64 at most, and nobody else's. */
function freeName(
  namespace: string | null,
  name: string,
  conversation: Conversation,
  sent: ReadonlyMap<string, Bridged>,
): string {
  const wanted = namespace === null ? name : joinName(namespace, name);
  const isTaken = (candidate: string) =>
    sent.has(candidate) ||
    conversation.tools.some((tool) => tool.type === 'function' && tool.namespace === null && tool.name === candidate);
  let candidate = wanted;
  for (let count = 2; isTaken(candidate); count += 1) candidate = `${wanted.slice(0, 60)}_${count}`;
  return candidate;
}

function joinName(namespace: string, name: string): string {
  return `${namespace.replace(/_+$/, '')}__${name}`.replace(/[^A-Za-z0-9_-]/g, '_').slice(-64);
}

function keyOf(namespace: string | null, name: string): string {
  return `${namespace ?? ''}\n${name}`;
}
