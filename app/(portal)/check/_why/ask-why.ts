import type { Question } from '@/app/_visit/ask-router';
import { RequestStory } from '@/app/_visit/request-story';
import type { Endpoint, ExplainFeature, ExplainFeatures } from '@/lib/gateway/contract';
import { Explanation } from '../_ask/answers';

export interface BodyDraft {
  text: string;
  /** Empty: its shape says which. */
  api: Endpoint | '';
}

export interface FeaturesDraft {
  model: string;
  api: Endpoint;
  features: readonly ExplainFeature[];
  inputTokens: string;
  outputTokens: string;
}

/** A request id out of whatever it was copied with; what is none is asked as it is, and the router says what one is. */
export function storyQuestion(pasted: string): Question<RequestStory> {
  const id = requestIdIn(pasted) ?? pasted.trim();
  return { path: `/v1/requests/${encodeURIComponent(id)}`, answers: RequestStory };
}

export function requestIdIn(pasted: string): string | null {
  return /\breq_[0-9a-f]{32}\b/.exec(pasted)?.[0] ?? null;
}

export function bodyQuestion({ text, api }: BodyDraft): Question<Explanation> {
  const query = api === '' ? '' : `?endpoint=${encodeURIComponent(api)}`;
  return { path: `/v1/route/explain${query}`, answers: Explanation, body: text };
}

export function featuresQuestion(draft: FeaturesDraft): Question<Explanation> {
  const asked: ExplainFeatures = {
    model: draft.model.trim(),
    endpoint: draft.api,
    features: draft.features,
    ...count('input_tokens', draft.inputTokens),
    ...count('max_output_tokens', draft.outputTokens),
  };
  return { path: '/v1/route/explain', answers: Explanation, body: JSON.stringify(asked) };
}

export function problemWithCount(text: string): string | null {
  return readCount(text) === undefined ? 'A whole number, please, or nothing.' : null;
}

function count<Name extends string>(name: Name, text: string): Partial<Record<Name, number>> {
  const read = readCount(text);
  return typeof read === 'number' ? ({ [name]: read } as Record<Name, number>) : {};
}

/** 20000, 20,000, 20_000 or 20k; null for nothing, undefined for what is no number. */
function readCount(text: string): number | null | undefined {
  const plain = text.replace(/[\s,_]/g, '').toLowerCase();
  if (plain === '') return null;
  const [, digits = '', thousands] = /^(\d{1,8})(k?)$/.exec(plain) ?? [];
  return digits === '' ? undefined : Number(digits) * (thousands ? 1000 : 1);
}
