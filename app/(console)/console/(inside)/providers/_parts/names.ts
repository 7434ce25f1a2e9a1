import type { AuthKind } from '@/lib/exchange/auth-kinds';
import type { Capability } from '@/lib/exchange/capabilities';
import type { DialectId } from '@/lib/exchange/dialect-ids';

/** What people call what the store has short names for. */
export const dialectNames: Record<DialectId, string> = {
  'openai-chat': 'OpenAI Chat Completions',
  'openai-responses': 'OpenAI Responses',
  'anthropic-messages': 'Anthropic Messages',
  gemini: 'Google Gemini',
};

export const authNames: Record<AuthKind, string> = {
  bearer: 'Authorization: Bearer',
  'x-api-key': 'x-api-key header',
  'api-key': 'api-key header',
  'x-goog-api-key': 'x-goog-api-key header',
  query: '?key= in the address',
  none: 'not sent',
};

export const capabilityLabels: Record<Capability, string> = {
  tools: 'Tools',
  vision: 'Images',
  structured_output: 'Structured output',
  reasoning: 'Reasoning',
  embeddings: 'Embeddings',
};

export function providerAddress(id: string): string {
  return `/console/providers/${encodeURIComponent(id)}`;
}
