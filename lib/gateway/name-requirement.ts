import type { Requirement } from '../eligibility/judge-target';
import { type Feature, features } from '../exchange/features';
import type { Named } from './contract';

/** What a target must have, or is not told, by its name in the docs and in words that need no docs. */
export function nameRequirement(name: string): Named {
  return { name, words: wordsOf(name) };
}

export function nameRequirements(names: Iterable<string>): Named[] {
  return [...new Set(names)].map(nameRequirement);
}

function wordsOf(name: string): string {
  if (Object.hasOwn(words, name)) return words[name as keyof typeof words];
  if (Object.hasOwn(features, name)) return features[name as Feature];
  // The only other names are those of fields that the request's own dialect alone knows.
  return `the field ${name}`;
}

/** What is declared of models and targets. Features that only some dialects have bring their own words. */
const words = {
  tools: 'tools',
  vision: 'images',
  files: 'PDF and other files',
  structured_output: 'answers in JSON, or by a schema',
  reasoning: 'reasoning',
  embeddings: 'embeddings',
  context_tokens: 'a context window that holds the request',
  max_output_tokens: 'as many output tokens as the request asks for',
  operation: 'this kind of request',
  enabled: 'a target that is switched on',
  usd_per_request: 'a price within what the group lets one request cost',
  tier: 'a model that the token may use, by its tier',
  'anthropic-beta': 'the betas named in the header anthropic-beta',
  'system[0]': 'the line in which Claude Code tells Anthropic about itself',
} as const satisfies Partial<Record<Requirement | 'anthropic-beta' | 'system[0]', string>>;
