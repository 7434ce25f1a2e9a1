import { hashToken } from '../callers/hash-token';
import type { Declared, DeclaredCaller, DeclaredGroup, DeclaredProvider, DeclaredTarget } from '../config/declared';
import { mockOrigin } from '../exchange/mock-origin';
import { type DemoGroup, demoGroups } from './groups';
import { type MockModel, mockModels } from './mock/models';
import { type RealGroup, type RealProvider, realGroups } from './real-providers';
import type { DemoTokens } from './tokens';

/** Who the demo's tokens belong to, and what the mock is called in the store. */
export const demoUser = 'demo';
export const demoProject = 'demo';
export const mockProvider = 'mock';

/** The groups, behind these real providers, in the order they are tried; behind the mock where there are none. */
export function declareGroups(behind: readonly RealProvider[]): DeclaredGroup[] {
  return demoGroups.map((group) => {
    const targets = isReal(group.id) && behind.length > 0 ? realTargets(group.id, behind) : mockTargets(group);
    return {
      id: group.id,
      title: group.title,
      description: group.description,
      aliases: [...group.aliases],
      discoverable: true,
      strategy: behind.length > 0 && isReal(group.id) ? 'failover' : group.strategy,
      retry: { attempts: null, attemptTimeoutMs: null, totalTimeoutMs: null },
      targets,
    };
  });
}

export function isReal(id: string): id is RealGroup {
  return realGroups.some((name) => name === id);
}

function mockTargets({ strategy, targets }: DemoGroup): DeclaredTarget[] {
  return targets.map(({ model, weight }, place) => ({
    provider: mockProvider,
    model,
    weight,
    priority: strategy === 'failover' ? place : 0,
    enabled: true,
  }));
}

function realTargets(group: RealGroup, behind: readonly RealProvider[]): DeclaredTarget[] {
  return behind.map(({ id, answers }, priority) => ({
    provider: id,
    model: answers[group],
    weight: 1,
    priority,
    enabled: true,
  }));
}

/** The mock, and nothing about it that a start could change. */
export function declareMock(): DeclaredProvider {
  const models = Object.keys(mockModels).map((id) => {
    const full = id !== ('wordsmith' satisfies MockModel);
    const capabilities = { tools: full, vision: full, structured_output: full, reasoning: false, embeddings: false };
    const price = { input: 0, cachedInput: null, output: 0 };
    return { id, upstreamModel: id, capabilities, contextTokens: 128_000, maxOutputTokens: null, price };
  });
  const timeouts = { firstByteMs: null, idleMs: null, totalMs: null };
  return { id: mockProvider, dialect: 'openai-chat', baseUrl: `${mockOrigin}/v1`, apiKey: null, timeouts, models };
}

/** The one caller, with a token that works, one whose time is over, and one that may use nothing. */
export function declareCallers(tokens: DemoTokens): DeclaredCaller[] {
  const allow = demoGroups.filter(({ allowed }) => allowed).map(({ id }) => id);
  const token = (key: keyof DemoTokens, groups: string[], expiresAt: number | null = null) => ({
    environment: 'dev',
    key,
    allow: groups,
    sha256: hashToken(tokens[key]),
    status: null,
    expiresAt,
  });
  const three = [token('good', allow), token('expired', allow, longAgo), token('empty', [])];
  return [{ user: demoUser, kind: 'person', project: demoProject, status: 'active', tokens: three }];
}

/** One moment for every demo: to apply it again changes nothing. */
const longAgo = Date.UTC(2025, 0, 1);

export function declareProject(): Declared['projects'] {
  return [{ id: demoProject, title: 'Demo', status: 'active' }];
}
