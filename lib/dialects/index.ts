import type { DialectId } from '../exchange/dialect-ids';
import type { OperationId } from '../exchange/request';
import { anthropicMessages } from './anthropic-messages';
import type { Dialect, Relay } from './dialect';
import { gemini } from './gemini';
import { openaiChat } from './openai-chat';
import { openaiResponses } from './openai-responses';
import { translate } from './translate';

/** Every dialect that is spoken. A new one is a folder and a line here. */
export const dialects: Record<DialectId, Dialect> = {
  'openai-chat': openaiChat,
  'openai-responses': openaiResponses,
  'anthropic-messages': anthropicMessages,
  gemini,
};

/** What stands between the two: passed through where they are one, translated where they differ, null where neither can be. */
export function relayFor(caller: DialectId, operation: OperationId, target: DialectId): Relay | null {
  if (caller === target) return dialects[target].passThrough[operation] ?? null;
  if (!generates.has(operation)) return null;
  const key = `${caller} ${target}`;
  const known = translations.get(key);
  if (known) return known;
  const half = dialects[caller].caller;
  if (!half) return null;
  const relay = translate(half, dialects[target].upstream);
  translations.set(key, relay);
  return relay;
}

/** The operations whose answer is a model's words: those that can be translated. */
const generates: ReadonlySet<OperationId> = new Set(['chat/completions', 'responses', 'messages']);
const translations = new Map<string, Relay>();
