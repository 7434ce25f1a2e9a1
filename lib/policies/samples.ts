import type { PolicyInput } from './run-policy';

/** A context to try a policy on, and what to call it. */
export interface Sample {
  title: string;
  context: PolicyInput;
}

type Overrides = {
  request?: Partial<PolicyRequest>;
  caller?: Partial<PolicyCaller>;
  targets?: readonly PolicyTarget[];
};

/** A target of which everything is declared; what matters to a sample or a test is said beside it. */
export function sampleTarget(provider: string, model: string, overrides: Partial<PolicyTarget> = {}): PolicyTarget {
  return {
    provider,
    model,
    dialect: 'openai-chat',
    weight: 1,
    priority: 0,
    capabilities: { tools: true, vision: true, structured_output: true, reasoning: true },
    price: { input: 1, cachedInput: 0.1, output: 4 },
    contextTokens: 128_000,
    latencyMs: 400,
    errorRate: 0,
    healthy: true,
    ...overrides,
  };
}

export function sampleContext({ request, caller, targets }: Overrides = {}): PolicyInput {
  return {
    group: 'default',
    now: Date.UTC(2026, 0, 15, 9),
    request: {
      dialect: 'openai-chat',
      stream: false,
      inputTokens: 400,
      maxOutputTokens: null,
      hasTools: false,
      toolCount: 0,
      toolChoice: null,
      imageCount: 0,
      fileCount: 0,
      structuredOutput: false,
      reasoning: false,
      messageCount: 2,
      ...request,
    },
    caller: { user: 'alice', project: 'demo', environment: 'dev', tokenId: 'the-token', tier: null, ...caller },
    targets: targets ?? [
      sampleTarget('first', 'small', { price: { input: 0.2, cachedInput: null, output: 0.8 } }),
      sampleTarget('second', 'large', { dialect: 'anthropic-messages', latencyMs: 900 }),
      sampleTarget('third', 'unknown', { capabilities: {}, price: null, contextTokens: null, latencyMs: null }),
    ],
  };
}

/** Unlike each other in what a policy may stumble over: what is not declared, what is not there, what is large. */
export const samples: readonly Sample[] = [
  { title: 'a plain question', context: sampleContext({ request: { text: 'What is the capital of France?' } }) },
  {
    title: 'an agent with tools, its text not to be read',
    context: sampleContext({
      request: {
        stream: true,
        inputTokens: 60_000,
        hasTools: true,
        toolCount: 24,
        toolChoice: 'auto',
        messageCount: 80,
      },
      caller: { environment: 'prod', tier: 3 },
    }),
  },
  {
    title: 'an image, and one target that is not healthy',
    context: sampleContext({
      request: { imageCount: 1, structuredOutput: true, maxOutputTokens: 500 },
      targets: [sampleTarget('only', 'one', { healthy: false, errorRate: 0.8, price: null })],
    }),
  },
];

export const sampleAnswer: PolicyAnswer = {
  text: 'Paris.',
  toolCalls: [],
  finish: 'stop',
  outputTokens: 3,
  target: 0,
};
