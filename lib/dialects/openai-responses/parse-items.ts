import type {
  Part,
  ReasoningPart,
  Signature,
  TextPart,
  ToolCallPart,
  ToolResultPart,
  Turn,
} from '../../exchange/conversation';
import { isObject, textOrNull } from '../json-values';
import { readSignature } from '../provenance';
import type { RawReader } from '../raw-reader';
import type { Notes } from './notes';
import { parseContent, parseResultContent } from './parse-content';

/**
 * Items as turns. What the assistant side wrote one after the other (reasoning, messages, calls) is one turn, and so are
 * results that follow each other; instructions before the first turn stand apart.
 */
export function parseItems(
  input: unknown,
  raw: RawReader | undefined,
  notes: Notes,
): { instructions: readonly TextPart[]; turns: readonly Turn[] } {
  if (typeof input === 'string') {
    const parts: Part[] = [{ type: 'text', text: input, cacheMark: null }];
    return { instructions: [], turns: [{ role: 'user', name: null, parts }] };
  }
  const instructions: TextPart[] = [];
  const turns: Building[] = [];
  const calls = new Map<string, ToolCallPart>();
  const items: readonly unknown[] = Array.isArray(input) ? input : [];

  items.forEach((item, index) => {
    const where = `input[${index}]`;
    const entry = isObject(item) ? parseItem(item, where, raw?.element(index), calls, notes) : null;
    if (!isObject(item)) notes.foreign(where);
    if (!entry) return;
    const { kind, role, parts } = entry;
    for (const part of parts) if (part.type === 'tool-call') calls.set(part.id, part);
    if (turns.length === 0 && (role === 'system' || role === 'developer') && parts.every(isText)) {
      instructions.push(...parts.filter(isText));
      return;
    }
    const last = turns.at(-1);
    if (last && last.kind === kind && kind !== 'message') last.parts.push(...parts);
    else if (parts.length > 0) turns.push({ kind, role, name: null, parts: [...parts] });
  });
  return { instructions, turns: turns.map(signCalls) };
}

/** What may be joined with its like. */
interface Entry {
  kind: 'message' | 'assistant' | 'results';
  role: Turn['role'];
  parts: readonly Part[];
}

interface Building extends Entry {
  name: null;
  parts: Part[];
}

type Item = Record<string, unknown>;

function parseItem(
  item: Item,
  where: string,
  raw: RawReader | undefined,
  calls: ReadonlyMap<string, ToolCallPart>,
  notes: Notes,
): Entry | null {
  const assistant = (part: Part): Entry => ({ kind: 'assistant', role: 'assistant', parts: [part] });
  const type = item.type ?? (item.role === undefined ? null : 'message');
  switch (type) {
    case 'message':
      return parseMessage(item, where, notes);
    case 'reasoning':
      notes.rest(item, reasoningMembers, 'input[].');
      return assistant(parseReasoning(item));
    case 'function_call':
    case 'custom_tool_call': {
      notes.rest(item, callMembers, 'input[].');
      const call = parseCall(item, raw);
      if (call) return assistant(call);
      break;
    }
    case 'function_call_output':
    case 'custom_tool_call_output': {
      notes.rest(item, resultMembers, 'input[].');
      const result = parseResult(item, where, raw, calls, notes);
      if (result) return { kind: 'results', role: 'user', parts: [result] };
      break;
    }
  }
  notes.foreign(`${where} (${String(type)})`);
  return null;
}

/** Ids and states of items are the envelope, and say nothing to a model. */
const envelope = ['type', 'id', 'status', 'object'];
const messageMembers = new Set([...envelope, 'role', 'content']);
const reasoningMembers = new Set([...envelope, 'summary', 'content', 'encrypted_content']);
const callMembers = new Set([...envelope, 'call_id', 'name', 'namespace', 'arguments', 'input']);
const resultMembers = new Set([...envelope, 'call_id', 'name', 'output']);

function parseMessage(item: Item, where: string, notes: Notes): Entry | null {
  const { role } = item;
  if (role !== 'user' && role !== 'assistant' && role !== 'system' && role !== 'developer') {
    notes.foreign(`${where} (role ${String(role)})`);
    return null;
  }
  notes.rest(item, messageMembers, 'input[].');
  const parts = parseContent(item.content, where, notes);
  return { kind: role === 'assistant' ? 'assistant' : 'message', role, parts };
}

function parseReasoning(item: Item): ReasoningPart {
  const told = textsOf(item.content);
  const { encrypted_content: cipher } = item;
  return {
    type: 'reasoning',
    texts: told.length > 0 ? told : textsOf(item.summary),
    isSummary: told.length === 0,
    signature:
      typeof cipher === 'string' && cipher !== '' ? readSignature(cipher, 'encrypted', textOrNull(item.id)) : null,
  };
}

function textsOf(parts: unknown): string[] {
  if (!Array.isArray(parts)) return [];
  return parts.flatMap((part: unknown) => (isObject(part) && typeof part.text === 'string' ? [part.text] : []));
}

function parseCall(item: Item, raw: RawReader | undefined): ToolCallPart | null {
  const id = textOrNull(item.call_id) ?? textOrNull(item.id);
  if (id === null || typeof item.name !== 'string') return null;
  const kind = item.type === 'custom_tool_call' ? 'custom' : 'function';
  const given = kind === 'custom' ? item.input : item.arguments;
  const wire = raw?.member(kind === 'custom' ? 'input' : 'arguments')?.text ?? '';
  const text = typeof given === 'string' ? given : given === undefined || given === null ? '' : wire;
  return {
    type: 'tool-call',
    id,
    name: item.name,
    namespace: textOrNull(item.namespace),
    kind,
    input: kind === 'function' && text.trim() === '' ? '{}' : text,
    signature: null,
    cacheMark: null,
  };
}

function parseResult(
  item: Item,
  where: string,
  raw: RawReader | undefined,
  calls: ReadonlyMap<string, ToolCallPart>,
  notes: Notes,
): ToolResultPart | null {
  if (typeof item.call_id !== 'string') return null;
  return {
    type: 'tool-result',
    callId: item.call_id,
    name: calls.get(item.call_id)?.name ?? textOrNull(item.name),
    kind: item.type === 'custom_tool_call_output' ? 'custom' : 'function',
    isError: false,
    parts: parseResultContent(item.output, raw?.member('output'), where, notes),
    cacheMark: null,
  };
}

/**
 * A signature of a call came as a reasoning item that names the call by its id (render-item.ts): it goes back to its call,
 * whichever of the two stands first.
 */
function signCalls({ role, name, parts }: Building): Turn {
  const signed = new Map<string, Signature>();
  for (const part of parts) {
    const signature = part.type === 'reasoning' && part.texts.length === 0 ? part.signature : null;
    if (signature?.id && parts.some((other) => other.type === 'tool-call' && other.id === signature.id))
      signed.set(signature.id, signature);
  }
  if (signed.size === 0) return { role, name, parts };
  const isProof = (part: Part) =>
    part.type === 'reasoning' && part.texts.length === 0 && signed.has(part.signature?.id ?? '');
  return {
    role,
    name,
    parts: parts
      .filter((part) => !isProof(part))
      .map((part) => {
        const signature = part.type === 'tool-call' ? signed.get(part.id) : undefined;
        return part.type === 'tool-call' && signature ? { ...part, signature: { ...signature, id: null } } : part;
      }),
  };
}

function isText(part: Part): part is TextPart {
  return part.type === 'text';
}
