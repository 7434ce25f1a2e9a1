import { anthropic } from './anthropic';
import { azureOpenai } from './azure-openai';
import { google } from './google';
import { ollama } from './ollama';
import { openai } from './openai';
import { openrouter } from './openrouter';
import type { Preset } from './preset';
import { vllm } from './vllm';

/** The places a declaration can name. A new one is a file and a line here. */
export const presets = {
  openai,
  'azure-openai': azureOpenai,
  anthropic,
  google,
  openrouter,
  ollama,
  vllm,
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as [PresetName, ...PresetName[]];
