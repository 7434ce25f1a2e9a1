import { isObject, parseJson, textOrNull } from '../dialects/json-values';
import type { DialectId } from '../exchange/dialect-ids';

/** A model as its provider tells of it. What it does not tell is null: nothing is guessed from a name. */
export interface OfferedModel {
  /** What the provider calls it: `upstream_model`. */
  id: string;
  title: string | null;
  contextTokens: number | null;
  maxOutputTokens: number | null;
  /** US dollars per million tokens. */
  price: { input: number; cachedInput: number | null; output: number } | null;
}

/** One page of a provider's list, and the query of the next; `models` is null for what is no such list. */
export interface ModelsPage {
  models: OfferedModel[] | null;
  next: string | null;
}

/** The path of the list, below the base URL: each dialect has one at the same place, with pages of its own kind. */
export function modelsPath(dialect: DialectId, next: string | null): string {
  const query = new URLSearchParams(next ?? '');
  if (dialect === 'anthropic-messages' || dialect === 'gemini') {
    query.set(dialect === 'gemini' ? 'pageSize' : 'limit', '1000');
  }
  return `/models${query.size > 0 ? `?${query}` : ''}`;
}

export function parseModels(dialect: DialectId, text: string): ModelsPage {
  const body = parseJson(text);
  // Ollama's and OpenRouter's lists are OpenAI's with more in it; a bare list is what a few gateways answer.
  const list = Array.isArray(body) ? body : isObject(body) ? (dialect === 'gemini' ? body.models : body.data) : null;
  if (!Array.isArray(list)) return { models: null, next: null };
  const models = list.flatMap((entry: unknown) => {
    const model = isObject(entry) ? (dialect === 'gemini' ? readGemini(entry) : readModel(entry)) : null;
    return model ? [model] : [];
  });
  return { models, next: isObject(body) ? nextOf(dialect, body) : null };
}

function nextOf(dialect: DialectId, body: Record<string, unknown>): string | null {
  const query = new URLSearchParams();
  const token = textOrNull(body.nextPageToken);
  const last = textOrNull(body.last_id);
  if (dialect === 'gemini' && token) query.set('pageToken', token);
  if (dialect === 'anthropic-messages' && body.has_more === true && last) query.set('after_id', last);
  return query.size > 0 ? query.toString() : null;
}

/** OpenAI's and Anthropic's entry, with what compatible places add to it. */
function readModel(entry: Record<string, unknown>): OfferedModel | null {
  const id = textOrNull(entry.id);
  if (id === null) return null;
  const top = isObject(entry.top_provider) ? entry.top_provider : {};
  return {
    id,
    title: textOrNull(entry.display_name) ?? textOrNull(entry.name),
    contextTokens:
      // OpenRouter; vLLM; Anthropic.
      tokens(entry.context_length) ?? tokens(entry.max_model_len) ?? tokens(entry.max_input_tokens),
    maxOutputTokens: tokens(top.max_completion_tokens) ?? tokens(entry.max_tokens),
    price: readPrice(entry.pricing),
  };
}

function readGemini(entry: Record<string, unknown>): OfferedModel | null {
  const id = textOrNull(entry.name)?.replace(/^models\//, '') ?? null;
  const methods = entry.supportedGenerationMethods;
  if (id === null || (Array.isArray(methods) && !methods.includes('generateContent'))) return null;
  return {
    id,
    title: textOrNull(entry.displayName),
    contextTokens: tokens(entry.inputTokenLimit),
    maxOutputTokens: tokens(entry.outputTokenLimit),
    price: null,
  };
}

function tokens(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1_000_000_000 ? value : null;
}

/** OpenRouter's, in dollars per token and as text; `-1` says that it depends. */
function readPrice(pricing: unknown): OfferedModel['price'] {
  if (!isObject(pricing)) return null;
  const input = perMillion(pricing.prompt);
  const output = perMillion(pricing.completion);
  return input === null || output === null
    ? null
    : { input, cachedInput: perMillion(pricing.input_cache_read), output };
}

function perMillion(value: unknown): number | null {
  const dollars = typeof value === 'string' && value !== '' ? Number(value) * 1_000_000 : Number.NaN;
  return dollars >= 0 && dollars < 1_000_000 ? Number(dollars.toFixed(6)) : null;
}
