import type { Preset } from './preset';

/**
 * https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle, read 2026-11-23. The address is the resource's
 * own and ends in `/openai/v1`; one of a deployment with `?api-version=…` at its end works too. The key has a header of its own.
 */
export const azureOpenai: Preset = {
  title: 'Azure OpenAI',
  dialect: 'openai-chat',
  baseUrl: null,
  example: 'https://your-resource.openai.azure.com/openai/v1',
  auth: 'api-key',
};
