import type { GroupDetails, TokenAnswer } from '@/app/_visit/token-answer';

const works = { works: true, certain: true, lacks: [], degraded: [] };

/** For tests: a group that can do everything, and what the test says of it. */
export function groupOf(id: string, more: Partial<GroupDetails> = {}): GroupDetails {
  return {
    id,
    title: null,
    description: null,
    aliases: [],
    can: { tools: true, vision: true, files: true, structured_output: true, reasoning: true, embeddings: false },
    context_tokens: 128_000,
    max_output_tokens: null,
    health: 'healthy',
    clients: { codex: works, 'claude-code': works, 'openai-sdk': works, 'anthropic-sdk': works },
    ...more,
  };
}

/** A client’s verdict where what is named is missing. */
export function lacking(...lacks: (readonly [name: string, words: string])[]) {
  return { works: false, certain: false, lacks: lacks.map(([name, words]) => ({ name, words })), degraded: [] };
}

/** For tests: an active token with these groups. */
export function tokenOf(groups: GroupDetails[], more: Partial<TokenAnswer> = {}): TokenAnswer {
  return {
    object: 'token',
    id: 'rtr_metrum_alice_demo_dev_k1',
    user: 'alice',
    kind: 'person',
    project: 'demo',
    environment: 'dev',
    status: 'active',
    expires_at: null,
    rotates_at: null,
    group_details: groups,
    discoverable: [],
    ...more,
  };
}
