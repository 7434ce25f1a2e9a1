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

/** What the forms call the fields of a place and of a model: labels of the fields, and words of a refusal. */
export const fieldLabels = {
  id: 'Name',
  dialect: 'Speaks',
  base_url: 'Address',
  api_key: 'Key',
  auth: 'The key is sent as',
  headers: 'Headers',
  quirks: 'Quirks',
  betas: 'Betas',
  first_byte_ms: 'First byte within, ms',
  idle_ms: 'Silence at most, ms',
  total_ms: 'Whole answer within, ms',
  concurrency: 'Requests at once',
  queue_requests: 'Waiting at most',
  queue_wait_ms: 'Waiting for, ms',
  upstream_model: 'Its name at the provider',
  capabilities: 'What it can do',
  context_tokens: 'Context, tokens',
  max_output_tokens: 'Longest answer, tokens',
  input: 'Input',
  cached_input: 'Cached input',
  output: 'Output',
  tier: 'Tier',
} as const;

export function providerAddress(id: string): string {
  return `/console/providers/${encodeURIComponent(id)}`;
}
