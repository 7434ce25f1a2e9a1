import type { Signature } from '../../exchange/conversation';
import type { Annotation, TokenLogprob } from '../../exchange/events';
import { markSignature } from '../provenance';

/** The output items of an answer, as they stand in its stream and in the whole. */
export type ItemStatus = 'in_progress' | 'completed' | 'incomplete';

export interface SaidText {
  text: string;
  annotations: readonly Annotation[];
  logprobs: readonly TokenLogprob[];
}

export function messageItem(id: string, status: ItemStatus, content: readonly unknown[]) {
  return { id, type: 'message', status, role: 'assistant', content };
}

export function textPart({ text, annotations, logprobs }: SaidText) {
  return {
    type: 'output_text',
    text,
    annotations: annotations.map((annotation) => renderAnnotation(annotation, text.length)),
    logprobs: logprobs.map(renderLogprob),
  };
}

export function refusalPart(refusal: string) {
  return { type: 'refusal', refusal };
}

/** The proof, where it is wanted, goes under the mark of the target that made it (field-failures 18, 20). */
export function reasoningItem(id: string, texts: readonly string[], signature: Signature | null, maker: string) {
  return {
    id,
    type: 'reasoning',
    summary: texts.map(summaryPart),
    encrypted_content: signature ? markSignature(signature, maker) : undefined,
  };
}

export function summaryPart(text: string) {
  return { type: 'summary_text', text };
}

export interface Call {
  id: string;
  name: string;
  namespace: string | null;
  kind: 'function' | 'custom';
}

export function callItem(itemId: string, status: ItemStatus, { id, name, namespace, kind }: Call, input: string) {
  const named = { call_id: id, name, namespace: namespace ?? undefined };
  return kind === 'custom'
    ? { id: itemId, type: 'custom_tool_call', status, ...named, input }
    : { id: itemId, type: 'function_call', status, ...named, arguments: input };
}

/**
 * A call has no place for a signature, and clients bring back only what they know: the proof of a call goes as a reasoning
 * item without words that names the call (parse-items.ts reads it). Null where the call's id cannot stand in a mark.
 */
export function proofOf(call: Call, signature: Signature): Signature | null {
  return /^[A-Za-z0-9_-]+$/.test(call.id) ? { ...signature, id: call.id } : null;
}

export function callItemId({ kind }: Call, answerId: string, index: number): string {
  return `${kind === 'custom' ? 'ctc' : 'fc'}_${answerId}${index}`;
}

/** Offsets are numbers to SDKs: the whole text where the upstream said nothing. */
export function renderAnnotation({ url, title, start, end }: Annotation, length: number) {
  return { type: 'url_citation', url, title: title ?? url, start_index: start ?? 0, end_index: end ?? length };
}

function renderLogprob({ token, logprob, bytes, top }: TokenLogprob) {
  return { token, logprob, bytes: bytes ?? [], top_logprobs: top };
}
