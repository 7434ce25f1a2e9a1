import type { AnswerPart, ExchangeAnswer } from '../../exchange/answer';
import type { Annotation } from '../../exchange/events';
import type { RelayContext } from '../dialect';
import { isObject, parseJson, textOrNull } from '../json-values';
import { type RawReader, readRaw } from '../raw-reader';
import { parseStopReason } from './map-stop-reason';
import { parseCall } from './parse-turns';
import { parseUsage } from './usage';

type Block = Record<string, unknown>;

/** Reads a whole message; null when it is none, an error in a 200 among them. */
export function parseAnswer(text: string, context: RelayContext): ExchangeAnswer | null {
  const body = parseJson(text);
  if (!isMessage(body)) return null;
  const raw = readRaw(text).member('content');
  const parts = body.content.flatMap((block: unknown, index) => {
    const part = isObject(block) ? parseBlock(block, raw?.element(index), context) : null;
    return part ? [part] : [];
  });
  return {
    parts,
    finish: parseStopReason(body.stop_reason),
    stopSequence: textOrNull(body.stop_sequence),
    usage: parseUsage(body.usage),
    serviceTier: isObject(body.usage) ? textOrNull(body.usage.service_tier) : null,
  };
}

export function isMessage(body: unknown): body is Block & { content: unknown[] } {
  return isObject(body) && body.type !== 'error' && Array.isArray(body.content);
}

/** Blocks of Anthropic's own tools are left out: nobody in another dialect can ask for such a tool. */
function parseBlock(block: Block, raw: RawReader | undefined, { maker }: RelayContext): AnswerPart | null {
  const { type } = block;
  if (type === 'text' && typeof block.text === 'string')
    return { type, text: block.text, annotations: parseCitations(block.citations), logprobs: null };
  if (type === 'thinking') {
    const text = textOrNull(block.thinking);
    const value = textOrNull(block.signature);
    return {
      type: 'reasoning',
      texts: text === null ? [] : [text],
      isSummary: true,
      signature: value === null ? null : { kind: 'signature', value, id: null, maker },
    };
  }
  if (type === 'redacted_thinking' && typeof block.data === 'string') {
    const signature = { kind: 'redacted' as const, value: block.data, id: null, maker };
    return { type: 'reasoning', texts: [], isSummary: true, signature };
  }
  return type === 'tool_use' ? parseCall(block, raw) : null;
}

/** Of citations those that have an address: places in a document mean something only to who sent the document. */
export function parseCitations(value: unknown): Annotation[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((citation: unknown) => {
    if (!isObject(citation) || typeof citation.url !== 'string') return [];
    return [{ url: citation.url, title: textOrNull(citation.title), start: null, end: null }];
  });
}
