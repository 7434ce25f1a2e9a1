/**
 * The contract of a TypeScript policy. These types are there without an import; a policy imports nothing.
 *
 *     export function route(context: PolicyContext): PolicyDecision {
 *       const able = context.targets.filter((target) => target.healthy);
 *       return { targets: able, label: 'healthy', reason: `${able.length} are healthy` };
 *     }
 *
 * A policy is a value of its arguments: every call begins anew, without a memory of the one before. There is no network, no
 * clock but `context.now`, no chance but `context.random()`, no promise, and no time beyond the policy's deadline.
 */
type PolicyRoute = (context: PolicyContext) => PolicyDecision;

/** Optional: is what a model has answered good enough? What is not goes to the next target. */
type PolicyValidate = (context: PolicyContext, answer: PolicyAnswer) => PolicyVerdict;

/** What is known when a request is to be routed. Read-only. */
interface PolicyContext {
  /** The id of the model group. */
  readonly group: string;
  /** The time of the request, in milliseconds since 1970 (UTC). */
  readonly now: number;
  /** A number from 0 up to but not including 1. Seeded by the request: asked again for the same one, it gives the same. */
  random(): number;
  readonly request: PolicyRequest;
  readonly caller: PolicyCaller;
  /** The targets that can carry this request, in declared order. */
  readonly targets: readonly PolicyTarget[];
}

/** The request's shape. */
interface PolicyRequest {
  /** The wire language that the caller speaks. */
  readonly dialect: 'openai-chat' | 'openai-responses' | 'anthropic-messages' | 'gemini';
  readonly stream: boolean;
  /** Input tokens, estimated before the call. */
  readonly inputTokens: number;
  /** The most output tokens that the caller asked for; null where nothing was said. */
  readonly maxOutputTokens: number | null;
  readonly hasTools: boolean;
  readonly toolCount: number;
  /** What the caller demands of the tools: a model may call one, may not, must call one, or must call a certain one. */
  readonly toolChoice: 'auto' | 'none' | 'required' | 'named' | null;
  readonly imageCount: number;
  readonly fileCount: number;
  /** JSON is asked for, with or without a schema. */
  readonly structuredOutput: boolean;
  /** Reasoning is asked for. */
  readonly reasoning: boolean;
  readonly messageCount: number;
  /**
   * What the messages say, one after the other: at most the last 100,000 characters. Only where the model group says that
   * its policy may read it.
   */
  readonly text?: string;
  /** There is more before `text` than it holds: what is not seen may be anything. Only where `text` is there. */
  readonly textIsCut?: boolean;
}

/** Who asks. */
interface PolicyCaller {
  readonly user: string;
  readonly project: string;
  /** The token's environment, such as `dev` or `prod`. */
  readonly environment: string;
  /** The public part of the caller token. */
  readonly tokenId: string;
  /** The token's ceiling for a model's tier, 0 to 9; null where it has none. */
  readonly tier: number | null;
}

/** One provider's model inside the model group. */
interface PolicyTarget {
  /** The provider's id. */
  readonly provider: string;
  /** The model's id at that provider. */
  readonly model: string;
  /** The wire language that the provider speaks. */
  readonly dialect: 'openai-chat' | 'openai-responses' | 'anthropic-messages' | 'gemini';
  readonly weight: number;
  /** Lower numbers come first. */
  readonly priority: number;
  /** What is declared of the model; what is missing nobody has declared. */
  readonly capabilities: {
    readonly tools?: boolean;
    readonly vision?: boolean;
    readonly structured_output?: boolean;
    readonly reasoning?: boolean;
    readonly embeddings?: boolean;
  };
  /** US dollars per million tokens; null where no price is declared. */
  readonly price: { readonly input: number; readonly cachedInput: number | null; readonly output: number } | null;
  /** How many tokens the model takes, input and output together; null where it is not declared. */
  readonly contextTokens: number | null;
  /** Milliseconds to the first content of late, the newest counting most; null where none came for five minutes. */
  readonly latencyMs: number | null;
  /** The share of late attempts that failed, from 0 to 1. */
  readonly errorRate: number;
  /** It is not shut off after failures in a row. */
  readonly healthy: boolean;
}

/** What `route` returns. */
interface PolicyDecision {
  /**
   * The order of attempts, and all of them: members of `context.targets`, or their indexes there. An empty list refuses the
   * request. Left out, the group's fallback strategy orders the targets.
   */
  readonly targets?: readonly (PolicyTarget | number)[];
  /** A word for what was decided, to count and to filter by: one line, at most 64 characters. */
  readonly label?: string;
  /** Why, for whoever reads the plan: one line, at most 200 characters. */
  readonly reason?: string;
}

/** What a model has answered. */
interface PolicyAnswer {
  /** The text, without reasoning: at most the first 100,000 characters. */
  readonly text: string;
  readonly toolCalls: readonly {
    readonly name: string;
    /** As the model wrote them: JSON if all is well. */
    readonly arguments: string;
  }[];
  /** Why it ended. `context-length`: the window is full; `pause`: a provider's own tool runs on. */
  readonly finish:
    | 'stop'
    | 'stop-sequence'
    | 'length'
    | 'context-length'
    | 'tool-calls'
    | 'content-filter'
    | 'refusal'
    | 'pause';
  readonly outputTokens: number | null;
  /** Who answered: an index in `context.targets`. */
  readonly target: number;
}

/** What `validate` returns: good enough or not, with a reason of one line, at most 200 characters. */
type PolicyVerdict = boolean | { readonly valid: boolean; readonly reason?: string };

/** For trying a policy out: what it says is shown with a test run and goes nowhere else. At most 50 lines. */
interface Console {
  log(...values: readonly unknown[]): void;
}
declare var console: Console;
