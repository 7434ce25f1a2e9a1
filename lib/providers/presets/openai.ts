import type { Preset } from './preset';

/**
 * https://platform.openai.com/docs/api-reference, read 2026-11-23. Chat Completions, because there is nothing that its callers
 * can ask for and it cannot carry; `dialect: openai-responses` in the declaration is the better choice for a group of agents,
 * whose reasoning and custom tools then pass through.
 */
export const openai: Preset = {
  title: 'OpenAI',
  dialect: 'openai-chat',
  baseUrl: 'https://api.openai.com/v1',
};
