import type { Preset } from './preset';

/** https://ai.google.dev/api/generate-content, read 2026-11-23. */
export const google: Preset = {
  title: 'Google Gemini',
  dialect: 'gemini',
  baseUrl: 'https://generativelanguage.googleapis.com/v1beta',
};
