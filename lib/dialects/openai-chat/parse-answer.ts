import type { AnswerPart, ExchangeAnswer } from '../../exchange/answer';
import type { Annotation, FinishReason, TokenLogprob } from '../../exchange/events';
import type { RelayContext } from '../dialect';
import { countOrNull, isObject, parseJson, textOrNull } from '../json-values';
import { parseFinishReason } from './finish-reason';
import { thinkTags } from './think-tags';
import { parseUsage } from './usage';

/** Reads a whole chat completion; null when it is none, an error in a 200 among them. */
export function parseAnswer(text: string, context: RelayContext): ExchangeAnswer | null {
  const body = parseJson(text);
  if (!isObject(body) || !Array.isArray(body.choices)) return null;
  const choice: unknown = body.choices[0];
  if (!isObject(choice) || !isObject(choice.message)) return null;
  const parts = parseMessage(choice.message, choice.logprobs, context);
  return {
    parts,
    finish: finishOf(choice.finish_reason, parts),
    stopSequence: textOrNull(choice.stop_reason),
    usage: parseUsage(body.usage),
    serviceTier: textOrNull(body.service_tier),
  };
}

/** Several servers say `stop` where they called a tool, and OpenAI says it where it refused. */
function finishOf(reason: unknown, parts: readonly AnswerPart[]): FinishReason {
  const finish = parseFinishReason(reason);
  if (finish !== 'stop') return finish;
  if (parts.some((part) => part.type === 'tool-call')) return 'tool-calls';
  return parts.some((part) => part.type === 'refusal') ? 'refusal' : 'stop';
}

function parseMessage(message: Record<string, unknown>, logprobs: unknown, context: RelayContext): AnswerPart[] {
  const parts: AnswerPart[] = [];
  const reasoning = reasoningOf(message);
  if (reasoning !== null) parts.push({ type: 'reasoning', texts: [reasoning], isSummary: false, signature: null });
  const pieces = piecesOf(contentOf(message.content), context.quirks.has('think-tags'));
  for (const { type, text } of pieces) {
    if (type === 'reasoning') parts.push({ type, texts: [text], isSummary: false, signature: null });
    else
      parts.push({
        type,
        text,
        annotations: parseAnnotations(message.annotations),
        logprobs: isObject(logprobs) ? parseLogprobs(logprobs.content) : null,
      });
  }
  const refusal = textOrNull(message.refusal);
  if (refusal !== null) parts.push({ type: 'refusal', text: refusal });
  const calls = Array.isArray(message.tool_calls) ? message.tool_calls : [];
  calls.filter(isObject).forEach((call, index) => {
    const part = parseCall(call, `call_${context.answerId}${index}`);
    if (part) parts.push(part);
  });
  if (isObject(message.function_call)) {
    const part = parseCall({ function: message.function_call }, `call_${context.answerId}0`);
    if (part) parts.push(part);
  }
  return parts;
}

function piecesOf(text: string, tagged: boolean): readonly { type: 'text' | 'reasoning'; text: string }[] {
  if (text === '') return [];
  if (!tagged) return [{ type: 'text', text }];
  const tags = thinkTags();
  return [...tags.feed(text), ...tags.flush()];
}

/** Two names for one thing: DeepSeek's and vLLM's, and OpenRouter's and Ollama's. */
export function reasoningOf(message: Record<string, unknown>): string | null {
  return textOrNull(message.reasoning_content) ?? textOrNull(message.reasoning);
}

export function contentOf(content: unknown): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  return content.map((part: unknown) => (isObject(part) && typeof part.text === 'string' ? part.text : '')).join('');
}

function parseCall(call: Record<string, unknown>, freshId: string): AnswerPart | null {
  const custom = isObject(call.custom) ? call.custom : null;
  const named = custom ?? (isObject(call.function) ? call.function : null);
  if (!named || typeof named.name !== 'string') return null;
  const { name } = named;
  const input = custom ? String(named.input ?? '') : argumentsOf(named.arguments);
  const kind = custom ? 'custom' : 'function';
  const id = textOrNull(call.id) ?? freshId;
  return { type: 'tool-call', id, name, namespace: null, kind, input, signature: null, cacheMark: null };
}

/** Some servers write the arguments as an object, some nothing at all (field-failures 3). */
function argumentsOf(value: unknown): string {
  if (typeof value === 'string') return value.trim() === '' ? '{}' : value;
  return isObject(value) ? JSON.stringify(value) : '{}';
}

export function parseAnnotations(value: unknown): Annotation[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((annotation: unknown) => {
    const citation = isObject(annotation) ? annotation.url_citation : null;
    if (!isObject(citation) || typeof citation.url !== 'string') return [];
    const { url, title, start_index, end_index } = citation;
    return [{ url, title: textOrNull(title), start: countOrNull(start_index), end: countOrNull(end_index) }];
  });
}

export function parseLogprobs(value: unknown): TokenLogprob[] | null {
  if (!Array.isArray(value)) return null;
  return value.filter(isObject).map((entry) => ({
    ...parseLogprob(entry),
    top: Array.isArray(entry.top_logprobs) ? entry.top_logprobs.filter(isObject).map(parseLogprob) : [],
  }));
}

function parseLogprob(entry: Record<string, unknown>) {
  const bytes = Array.isArray(entry.bytes) ? entry.bytes.filter((byte) => typeof byte === 'number') : null;
  return { token: String(entry.token ?? ''), logprob: Number(entry.logprob ?? 0), bytes };
}
