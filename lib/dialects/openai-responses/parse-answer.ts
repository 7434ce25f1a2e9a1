import type { AnswerPart, ExchangeAnswer } from '../../exchange/answer';
import type { Annotation, FinishReason } from '../../exchange/events';
import type { RelayContext } from '../dialect';
import { countOrNull, isObject, parseJson, textOrNull } from '../json-values';
import { parseLogprobs } from '../openai-chat/parse-answer';
import { parseUsage } from './usage';

/** Reads a whole response; null when it is none, one that failed or is still being made among them. */
export function parseAnswer(text: string, context: RelayContext): ExchangeAnswer | null {
  const body = parseJson(text);
  if (!isObject(body) || !Array.isArray(body.output) || isObject(body.error)) return null;
  const { status } = body;
  if (status === 'failed' || status === 'cancelled' || status === 'in_progress' || status === 'queued') return null;
  const parts = body.output.filter(isObject).flatMap((item) => parseOutputItem(item, context.maker));
  return {
    parts,
    finish: finishOf(
      body,
      parts.some((part) => part.type === 'tool-call'),
      parts.some((part) => part.type === 'refusal'),
    ),
    stopSequence: null,
    usage: parseUsage(body.usage),
    serviceTier: textOrNull(body.service_tier),
  };
}

/** The wire says only whether an answer is whole; why it ended is told by what is in it. */
export function finishOf(response: Record<string, unknown>, hasCalls: boolean, hasRefusal: boolean): FinishReason {
  if (response.status === 'incomplete') {
    const details = isObject(response.incomplete_details) ? response.incomplete_details : {};
    return details.reason === 'content_filter' ? 'content-filter' : 'length';
  }
  if (hasCalls) return 'tool-calls';
  return hasRefusal ? 'refusal' : 'stop';
}

/** What hosted tools have done on the way is told by the message that follows them. */
export function parseOutputItem(item: Record<string, unknown>, maker: string): AnswerPart[] {
  switch (item.type) {
    case 'message':
      return Array.isArray(item.content) ? item.content.filter(isObject).flatMap(parsePart) : [];
    case 'reasoning':
      return parseReasoning(item, maker);
    case 'function_call':
    case 'custom_tool_call':
      return parseCall(item);
    default:
      return [];
  }
}

function parsePart(part: Record<string, unknown>): AnswerPart[] {
  if (part.type === 'refusal' && typeof part.refusal === 'string') return [{ type: 'refusal', text: part.refusal }];
  if (part.type !== 'output_text' || typeof part.text !== 'string') return [];
  const annotations = (Array.isArray(part.annotations) ? part.annotations : []).flatMap(parseAnnotation);
  const logprobs = parseLogprobs(part.logprobs);
  return [{ type: 'text', text: part.text, annotations, logprobs: logprobs?.length ? logprobs : null }];
}

export function parseAnnotation(annotation: unknown): Annotation[] {
  if (!isObject(annotation) || annotation.type !== 'url_citation' || typeof annotation.url !== 'string') return [];
  const { url, title, start_index, end_index } = annotation;
  return [{ url, title: textOrNull(title), start: countOrNull(start_index), end: countOrNull(end_index) }];
}

/** The thinking itself where there is any (open models), else what is told of it. */
function parseReasoning(item: Record<string, unknown>, maker: string): AnswerPart[] {
  const told = textsOf(item.content);
  const texts = told.length > 0 ? told : textsOf(item.summary);
  const value = textOrNull(item.encrypted_content);
  if (texts.length === 0 && value === null) return [];
  const signature = value === null ? null : { kind: 'encrypted' as const, value, id: textOrNull(item.id), maker };
  return [{ type: 'reasoning', texts, isSummary: told.length === 0, signature }];
}

function textsOf(parts: unknown): string[] {
  if (!Array.isArray(parts)) return [];
  return parts.flatMap((part: unknown) => (isObject(part) && typeof part.text === 'string' ? [part.text] : []));
}

function parseCall(item: Record<string, unknown>): AnswerPart[] {
  const id = textOrNull(item.call_id) ?? textOrNull(item.id);
  const { name } = item;
  if (id === null || typeof name !== 'string') return [];
  const kind = item.type === 'custom_tool_call' ? 'custom' : 'function';
  const given = kind === 'custom' ? item.input : item.arguments;
  const text = typeof given === 'string' ? given : '';
  const input = kind === 'function' && text.trim() === '' ? '{}' : text;
  const namespace = textOrNull(item.namespace);
  return [{ type: 'tool-call', id, name, namespace, kind, input, signature: null, cacheMark: null }];
}
