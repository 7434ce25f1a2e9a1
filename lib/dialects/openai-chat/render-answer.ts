import type { AnswerPart, ExchangeAnswer } from '../../exchange/answer';
import type { Annotation, TokenLogprob } from '../../exchange/events';
import type { RelayContext } from '../dialect';
import { markSignature } from '../provenance';
import { writeJson } from '../write-json';
import { renderFinishReason } from './finish-reason';
import { renderUsage } from './usage';

/** A whole answer as a chat completion. */
export function renderAnswer(answer: ExchangeAnswer, context: RelayContext): string {
  return writeJson({
    id: `chatcmpl-${context.answerId}`,
    object: 'chat.completion',
    created: context.createdAt,
    model: context.request.model,
    choices: [
      {
        index: 0,
        message: renderMessage(answer.parts, context),
        logprobs: renderAllLogprobs(answer.parts),
        finish_reason: renderFinishReason(
          answer.finish,
          answer.parts.some((part) => part.type === 'refusal'),
        ),
      },
    ],
    usage: renderUsage(answer.usage),
    service_tier: answer.serviceTier ?? undefined,
  });
}

function renderMessage(parts: readonly AnswerPart[], context: RelayContext): Record<string, unknown> {
  const text = parts.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const refusal = parts.map((part) => (part.type === 'refusal' ? part.text : '')).join('');
  const thoughts = parts.filter((part) => part.type === 'reasoning');
  const reasoning = thoughts.flatMap((part) => part.texts).join('\n\n');
  const calls = parts.filter((part) => part.type === 'tool-call');
  const annotations = parts.flatMap((part) => (part.type === 'text' ? part.annotations : []));
  return {
    role: 'assistant',
    content: text === '' && (calls.length > 0 || refusal !== '') ? null : text,
    refusal: refusal === '' ? null : refusal,
    annotations: annotations.map(renderAnnotation),
    reasoning_content: reasoning === '' ? undefined : reasoning,
    reasoning_details: thoughts.some((part) => part.signature)
      ? thoughts.map((part, index) => renderReasoningDetail(part, index, context))
      : undefined,
    tool_calls: calls.length === 0 ? undefined : calls.map(renderCall),
  };
}

/** OpenRouter's form of reasoning that can be sent again: the only one clients of this dialect know. */
function renderReasoningDetail(
  { texts, isSummary, signature }: AnswerPart & { type: 'reasoning' },
  index: number,
  { maker }: RelayContext,
): Record<string, unknown> {
  const text = texts.join('\n\n');
  const proof = signature && markSignature(signature, maker);
  if (text === '' && proof !== null) return { type: 'reasoning.encrypted', data: proof, index };
  return { type: isSummary ? 'reasoning.summary' : 'reasoning.text', text, signature: proof, index };
}

function renderCall(call: AnswerPart & { type: 'tool-call' }): Record<string, unknown> {
  return call.kind === 'custom'
    ? { id: call.id, type: 'custom', custom: { name: call.name, input: call.input } }
    : { id: call.id, type: 'function', function: { name: call.name, arguments: call.input } };
}

export function renderAnnotation({ url, title, start, end }: Annotation): Record<string, unknown> {
  const places = { start_index: start ?? 0, end_index: end ?? 0 };
  return { type: 'url_citation', url_citation: { url, title: title ?? url, ...places } };
}

function renderAllLogprobs(parts: readonly AnswerPart[]): unknown {
  const all = parts.flatMap((part) => (part.type === 'text' ? (part.logprobs ?? []) : []));
  return all.length === 0 ? null : renderLogprobs(all);
}

export function renderLogprobs(logprobs: readonly TokenLogprob[]): Record<string, unknown> {
  return {
    content: logprobs.map(({ token, logprob, bytes, top }) => ({ token, logprob, bytes, top_logprobs: top })),
    refusal: null,
  };
}
