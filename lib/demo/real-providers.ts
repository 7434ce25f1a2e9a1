import type { DeclaredModel, DeclaredProvider } from '../config/declared';
import type { Environment } from '../config/secrets';
import type { DialectId } from '../exchange/dialect-ids';

/** The demo's groups that a real provider answers for as soon as there is a key for one. */
export const realGroups = ['default', 'fast', 'coding', 'vision'] as const;
export type RealGroup = (typeof realGroups)[number];

export interface RealProvider {
  id: 'openai' | 'anthropic';
  title: string;
  keyName: string;
  dialect: DialectId;
  baseUrl: string;
  /** The model that answers for each group. */
  answers: Readonly<Record<RealGroup, string>>;
  models: readonly DeclaredModel[];
}

/** In the order they are tried when there are keys for both. */
export const realProviders: readonly RealProvider[] = [
  {
    // https://developers.openai.com/docs/models, read 2026-11-23
    id: 'openai',
    title: 'OpenAI',
    keyName: 'OPENAI_API_KEY',
    dialect: 'openai-chat',
    baseUrl: 'https://api.openai.com/v1',
    answers: { default: 'gpt-5.4-mini', fast: 'gpt-5.4-nano', coding: 'gpt-5.5', vision: 'gpt-5.4-mini' },
    models: [
      openai('gpt-5.4-mini', { input: 0.75, cachedInput: 0.075, output: 4.5 }),
      openai('gpt-5.4-nano', null),
      openai('gpt-5.5', { input: 5, cachedInput: 0.5, output: 30 }),
    ],
  },
  {
    // https://platform.claude.com/docs/en/about-claude/models/overview, read 2026-11-23
    id: 'anthropic',
    title: 'Anthropic',
    keyName: 'ANTHROPIC_API_KEY',
    dialect: 'anthropic-messages',
    baseUrl: 'https://api.anthropic.com/v1',
    answers: {
      default: 'claude-sonnet-5-5',
      fast: 'claude-haiku-5-5',
      coding: 'claude-opus-5-5',
      vision: 'claude-sonnet-5-5',
    },
    models: ['claude-sonnet-5-5', 'claude-haiku-5-5', 'claude-opus-5-5'].map(anthropic),
  },
];

/** Those that the environment has a key for. */
export function findKeys(environment: Environment): RealProvider[] {
  return realProviders.filter(({ keyName }) => Boolean(environment[keyName]?.trim()));
}

export function declareProvider(
  { id, dialect, baseUrl, keyName, models }: RealProvider,
  environment: Environment,
): DeclaredProvider {
  const apiKey = { value: environment[keyName]?.trim() ?? '', source: `\${${keyName}}` };
  const timeouts = { firstByteMs: null, idleMs: null, totalMs: null };
  return { id, dialect, baseUrl, apiKey, timeouts, models: [...models] };
}

function openai(id: string, price: DeclaredModel['price']): DeclaredModel {
  const capabilities = { tools: true, vision: true, structured_output: true, reasoning: true, embeddings: false };
  return { id, upstreamModel: id, capabilities, contextTokens: null, maxOutputTokens: null, price };
}

function anthropic(id: string): DeclaredModel {
  const capabilities = { tools: true, vision: true, structured_output: true, reasoning: true, embeddings: false };
  return { id, upstreamModel: id, capabilities, contextTokens: null, maxOutputTokens: null, price: null };
}
