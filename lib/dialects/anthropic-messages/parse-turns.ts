import type {
  FilePart,
  ImagePart,
  Part,
  ReasoningPart,
  Signature,
  TextPart,
  ToolCallPart,
  Turn,
} from '../../exchange/conversation';
import { isObject, textOrNull } from '../json-values';
import { readSignature } from '../provenance';
import type { RawReader } from '../raw-reader';
import { parseCacheMark } from './cache-mark';
import { parseMedia } from './parse-media';
import { safeToolId } from './tool-id';

interface Read {
  foreign: string[];
  /** The names of the tools called, for the results that name only the call's id. */
  names: Map<string, string>;
}

type Block = Record<string, unknown>;

/** Messages as turns. Claude Code writes instructions into the middle of a conversation too, with the role `system`. */
export function parseTurns(
  messages: unknown,
  raw: RawReader | undefined,
  foreign: string[],
): { instructions: TextPart[]; turns: Turn[] } {
  const read: Read = { foreign, names: new Map() };
  const instructions: TextPart[] = [];
  const turns: Turn[] = [];
  if (!Array.isArray(messages)) return { instructions, turns };
  messages.forEach((message: unknown, index) => {
    const place = `messages[${index}]`;
    const role = isObject(message) ? message.role : null;
    if (!isObject(message) || (role !== 'user' && role !== 'assistant' && role !== 'system')) {
      foreign.push(place);
      return;
    }
    const parts = parseBlocks(message.content, raw?.element(index)?.member('content'), place, read);
    const texts = parts.filter((part) => part.type === 'text');
    if (role === 'system' && turns.length === 0 && texts.length === parts.length) instructions.push(...texts);
    else turns.push({ role, name: null, parts: signCalls(parts) });
  });
  return { instructions, turns };
}

function parseBlocks(content: unknown, raw: RawReader | undefined, place: string, read: Read): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content, cacheMark: null }];
  if (!Array.isArray(content)) return [];
  return content.flatMap((block: unknown, index): readonly Part[] => {
    const here = `${place}.content[${index}]`;
    const parts = isObject(block) ? parseBlock(block, raw?.element(index), here, read) : null;
    if (parts) return parts;
    read.foreign.push(`${here}${isObject(block) ? ` (${String(block.type)})` : ''}`);
    return [];
  });
}

function parseBlock(block: Block, raw: RawReader | undefined, place: string, read: Read): readonly Part[] | null {
  switch (block.type) {
    case 'thinking':
      return [parseThinking(block)];
    case 'redacted_thinking': {
      if (typeof block.data !== 'string') return null;
      return [
        { type: 'reasoning', texts: [], isSummary: true, signature: readSignature(block.data, 'redacted', null) },
      ];
    }
    case 'tool_use': {
      const call = parseCall(block, raw);
      if (call) read.names.set(call.id, call.name);
      return call && [call];
    }
    case 'tool_result':
      return parseResult(block, place, read);
    default:
      return parseMedia(block);
  }
}

/** What is shown of Claude's thinking is a summary of it. A mark without a value stands for a thought that nobody signed. */
function parseThinking({ thinking, signature }: Block): ReasoningPart {
  const read = typeof signature === 'string' && signature !== '' ? readSignature(signature, 'signature', null) : null;
  const text = textOrNull(thinking);
  return {
    type: 'reasoning',
    texts: text === null ? [] : [text],
    isSummary: true,
    signature: read?.value ? read : null,
  };
}

/** A `tool_use` block, sent back or just said; null where it is not one. */
export function parseCall(block: Block, raw: RawReader | undefined): ToolCallPart | null {
  if (typeof block.id !== 'string' || typeof block.name !== 'string') return null;
  return {
    type: 'tool-call',
    id: block.id,
    name: block.name,
    namespace: null,
    kind: 'function',
    input: isObject(block.input) ? (raw?.member('input')?.text ?? '{}') : '{}',
    signature: null,
    cacheMark: parseCacheMark(block.cache_control),
  };
}

function parseResult(block: Block, place: string, read: Read): readonly Part[] | null {
  if (typeof block.tool_use_id !== 'string') return null;
  const parts = parseBlocks(block.content, undefined, place, read).filter(
    (part): part is TextPart | ImagePart | FilePart =>
      part.type === 'text' || part.type === 'image' || part.type === 'file',
  );
  return [
    {
      type: 'tool-result',
      callId: block.tool_use_id,
      name: read.names.get(block.tool_use_id) ?? null,
      kind: 'function',
      isError: block.is_error === true,
      parts,
      cacheMark: parseCacheMark(block.cache_control),
    },
  ];
}

/** A call's own signature came in a block of its own beside it (render-blocks.ts), under the call's id. */
function signCalls(parts: readonly Part[]): readonly Part[] {
  const signatures = new Map<string, Signature>();
  for (const part of parts)
    if (part.type === 'reasoning' && part.signature?.kind === 'thought' && part.signature.id !== null)
      signatures.set(part.signature.id, part.signature);
  if (signatures.size === 0) return parts;
  const signed = new Set<Signature>();
  const withSignatures = parts.map((part) => {
    const signature = part.type === 'tool-call' ? signatures.get(safeToolId(part.id)) : undefined;
    if (part.type !== 'tool-call' || !signature) return part;
    signed.add(signature);
    return { ...part, signature: { ...signature, id: null } };
  });
  return withSignatures.filter((part) => part.type !== 'reasoning' || !part.signature || !signed.has(part.signature));
}
