import type { Preset } from './preset';

/**
 * https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html, read 2026-11-23. Chat templates of most open models
 * know `system` at the beginning only and no `developer`.
 */
export const vllm: Preset = {
  title: 'vLLM',
  dialect: 'openai-chat',
  baseUrl: null,
  example: 'http://vllm.example.com:8000/v1',
  quirks: ['max-tokens', 'no-developer-role', 'system-first-only', 'no-strict-tools'],
};
