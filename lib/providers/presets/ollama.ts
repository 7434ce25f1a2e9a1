import type { Preset } from './preset';

/**
 * https://docs.ollama.com/api/openai-compatibility, read 2026-11-23: no key, `max_tokens`, images only in the request itself,
 * no choice of tools in parallel. Small models follow one `system` message best.
 */
export const ollama: Preset = {
  title: 'Ollama',
  dialect: 'openai-chat',
  baseUrl: 'http://127.0.0.1:11434/v1',
  auth: 'none',
  quirks: ['max-tokens', 'no-developer-role', 'no-image-urls', 'no-parallel-tool-calls', 'no-strict-tools'],
};
