import type { Preset } from './preset';

/** https://platform.claude.com/docs/en/api/messages, read 2026-11-23. */
export const anthropic: Preset = {
  title: 'Anthropic',
  dialect: 'anthropic-messages',
  baseUrl: 'https://api.anthropic.com/v1',
};
