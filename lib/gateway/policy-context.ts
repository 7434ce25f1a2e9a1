import type { Holder } from '../callers/authenticate-caller';
import { dialects } from '../dialects';
import { conversationOf } from '../dialects/conversation-of';
import type { Conversation, Part, ToolChoice } from '../exchange/conversation';
import type { ExchangeRequest } from '../exchange/request';
import type { PolicyInput } from '../policies/run-policy';
import type { Target } from '../snapshot/snapshot';
import { priceAt } from '../usage/cost';
import type { Draft, PlanConditions } from './plan';

/** What a policy is told (lib/policies/policy.d.ts): the request's shape, who asks, and the targets that may carry it. */
export function policyContext(
  { group, request, eligible }: Pick<Draft, 'group' | 'request' | 'eligible'>,
  holder: Holder,
  conditions: PlanConditions,
): PolicyInput {
  const { token, caller } = holder;
  return {
    group: group.id,
    now: conditions.now,
    request: describeRequest(request, group.policy?.readsText ?? false),
    caller: {
      user: caller.user,
      project: caller.project,
      environment: token.environment,
      tokenId: token.tokenId,
      tier: token.tier,
    },
    targets: eligible.map((target) => describeTarget(target, conditions)),
  };
}

function describeRequest(request: ExchangeRequest, readsText: boolean): PolicyRequest {
  const { dialect, stream, inputTokens, maxOutputTokens, requires } = request;
  const conversation = readConversation(request);
  const tools = conversation?.tools ?? [];
  const parts = conversation?.turns.flatMap((turn) => turn.parts) ?? [];
  return {
    ...{ dialect, stream, inputTokens: inputTokens.likely, maxOutputTokens },
    hasTools: tools.length > 0,
    toolCount: tools.length,
    toolChoice: chooseWord(conversation?.toolChoice ?? null),
    imageCount: countParts(parts, 'image'),
    fileCount: countParts(parts, 'file'),
    structuredOutput: requires.includes('structured_output'),
    reasoning: requires.includes('reasoning'),
    messageCount: conversation?.turns.length ?? 0,
    ...(readsText ? { text: conversation ? textOf(conversation) : plainInput(request) } : {}),
  };
}

/** Embeddings are no conversation. */
function readConversation(request: ExchangeRequest): Conversation | null {
  const { caller } = dialects[request.dialect];
  return caller && request.operation !== 'embeddings' ? conversationOf(caller, request) : null;
}

function plainInput({ source }: ExchangeRequest): string {
  const { input } = source.value;
  return [input]
    .flat()
    .filter((each) => typeof each === 'string')
    .join('\n');
}

function chooseWord(choice: ToolChoice | null): PolicyRequest['toolChoice'] {
  if (choice === null) return null;
  if (choice.type === 'tool') return 'named';
  return choice.type === 'allowed' ? choice.mode : choice.type;
}

/** What stands in the result of a tool is part of what the model sees. */
function countParts(parts: readonly Part[], type: 'image' | 'file'): number {
  return parts.reduce(
    (sum, part) => sum + (part.type === type ? 1 : part.type === 'tool-result' ? countParts(part.parts, type) : 0),
    0,
  );
}

function textOf({ instructions, turns }: Conversation): string {
  const said = turns.flatMap((turn) => turn.parts.flatMap(textsOf));
  return [...instructions.map(({ text }) => text), ...said].join('\n');
}

function textsOf(part: Part): string[] {
  switch (part.type) {
    case 'text':
    case 'refusal':
      return [part.text];
    case 'tool-call':
      return [part.input];
    case 'tool-result':
      return part.parts.flatMap(textsOf);
    case 'file':
      return part.source.type === 'text' ? [part.source.text] : [];
    default:
      return [];
  }
}

function describeTarget(target: Target, { health, now }: PlanConditions): PolicyTarget {
  const { id, provider, model, weight, priority } = target;
  const price = priceAt(model.prices, now);
  return {
    ...{ provider: provider.id, model: model.id, dialect: provider.dialect, weight, priority },
    capabilities: model.capabilities,
    price: price && {
      input: price.inputUsdPerMtok,
      cachedInput: price.cachedInputUsdPerMtok,
      output: price.outputUsdPerMtok,
    },
    contextTokens: model.contextTokens,
    latencyMs: health.figuresOf(id, now)?.timeToFirstTokenMs ?? null,
    errorRate: health.errorRate(target, now),
    healthy: health.circuitOf(target, now) === 'closed',
  };
}
