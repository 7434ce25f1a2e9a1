import type { Preset } from './preset';

/** https://openrouter.ai/docs/api-reference/overview, read 2026-11-23: `max_tokens` is the name it documents. */
export const openrouter: Preset = {
  title: 'OpenRouter',
  dialect: 'openai-chat',
  baseUrl: 'https://openrouter.ai/api/v1',
  quirks: ['max-tokens'],
};
