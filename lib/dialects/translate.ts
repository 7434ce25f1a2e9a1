import type { Conversation, Part, Reasoning } from '../exchange/conversation';
import type { ExchangeEvent, StreamSignal, Usage } from '../exchange/events';
import type { FeatureTable } from '../exchange/features';
import type { ExchangeRequest } from '../exchange/request';
import { bridgeTools, type ToolBridge } from './bridge-tools';
import { carriageAt } from './carriage';
import { conversationOf } from './conversation-of';
import { Delivered } from './delivered';
import type { CallerHalf, Relay, RelayContext, StreamOutput, StreamRelay, UpstreamHalf } from './dialect';
import { HeldTooMuchError } from './sequence-blocks';

/** A caller's dialect and a target's other one, joined by the neutral form: the one place where two dialects meet. */
export function translate(caller: CallerHalf, upstream: UpstreamHalf): Relay {
  return {
    path: upstream.path,
    ...(upstream.headers ? { headers: upstream.headers } : {}),
    renderRequest(context) {
      const { conversation } = prepare(caller, upstream.carries, context);
      return upstream.renderRequest(conversation, context);
    },
    relayAnswer(text, context) {
      const answer = upstream.parseAnswer(text, context);
      if (answer === null) return null;
      const { bridge } = prepare(caller, upstream.carries, context);
      const restored = bridge ? bridge.restoreAnswer(answer) : answer;
      return { text: caller.renderAnswer(restored, context), usage: answer.usage };
    },
    openStream: (context) => openStream(caller, upstream, context),
  };
}

interface Prepared {
  conversation: Conversation;
  bridge: ToolBridge | null;
}

/** The conversation as this target can be told it; worked out once for each attempt. */
function prepare(caller: CallerHalf, table: FeatureTable, context: RelayContext): Prepared {
  const known = prepared.get(context);
  if (known) return known;
  const fit = fitTo(conversationOf(caller, context.request), table, context);
  const isBridged = (feature: 'custom-tools' | 'namespace-tools') =>
    carriageAt(table, context.quirks, feature) === 'bridged';
  const bridge = isBridged('custom-tools') || isBridged('namespace-tools') ? bridgeTools(fit) : null;
  const result = { conversation: bridge?.conversation ?? fit, bridge };
  prepared.set(context, result);
  return result;
}

const prepared = new WeakMap<RelayContext, Prepared>();

/** Leaves out what the table says is left out where that is the same for every dialect: the rest is each renderer's. */
function fitTo(conversation: Conversation, table: FeatureTable, context: RelayContext): Conversation {
  const at = (feature: Parameters<typeof carriageAt>[2]) => carriageAt(table, context.quirks, feature);
  const keepsText = at('reasoning-text') === 'carried';
  const tools = conversation.tools.filter(
    (tool) => tool.type !== 'hosted' || !tool.optional || at('optional-hosted-tools') === 'carried',
  );
  const turns = conversation.turns
    .map((turn) => ({ ...turn, parts: turn.parts.flatMap((part) => fitPart(part, keepsText, context.maker)) }))
    .filter((turn) => turn.parts.length > 0);
  const reasoning =
    isReasoningWished(context.request) && context.reasons !== true ? noReasoning : conversation.reasoning;
  return { ...conversation, tools, turns, reasoning };
}

const noReasoning: Reasoning = { mode: null, effort: null, budgetTokens: null, summary: null };

/**
 * Agents ask for reasoning with every request, whatever the model. Where it is a wish and not required, a model that is not
 * known to reason is not asked to: many refuse the very field.
 */
export function isReasoningWished(request: ExchangeRequest): boolean {
  return !request.requires.includes('reasoning');
}

/** What another target signed is nothing to this one; the thought itself may still be worth telling. */
function fitPart(part: Part, keepsText: boolean, maker: string): Part[] {
  if (part.type === 'tool-call' && part.signature && part.signature.maker !== maker)
    return [{ ...part, signature: null }];
  if (part.type !== 'reasoning') return [part];
  const signature = part.signature?.maker === maker ? part.signature : null;
  if (signature) return [part];
  return keepsText && part.texts.some((text) => text !== '') ? [{ ...part, signature: null }] : [];
}

function openStream(caller: CallerHalf, upstream: UpstreamHalf, context: RelayContext): StreamRelay {
  const parser = upstream.openParser(context);
  const renderer = caller.openRenderer(context);
  const { bridge } = prepare(caller, upstream.carries, context);
  const restore = bridge?.openRestorer() ?? null;
  const delivered = new Delivered();
  let usage: Usage | null = null;
  let finished = false;

  function relay(events: readonly ExchangeEvent[]): StreamOutput {
    const signals: StreamSignal[] = [];
    let text = '';
    for (const event of events) {
      const told = complete(event);
      deliver(told, delivered);
      const signal = signalOf(told);
      if (signal) signals.push(signal);
      if (told.type === 'error') break;
      if (restore) for (const restored of restore(told)) text += renderer.step(restored);
      else text += renderer.step(told);
    }
    return { signals, text };
  }

  /** Adds what went before: figures that come in parts, and an end that comes without a finish and so is none. */
  function complete(event: ExchangeEvent): ExchangeEvent {
    if (event.type === 'usage' || (event.type === 'start' && event.usage)) {
      usage = mergeUsage(usage, event.usage);
      return { ...event, usage: usage ?? event.usage } as ExchangeEvent;
    }
    if (event.type === 'finish') finished = true;
    return event.type === 'end' && !finished ? { type: 'error', code: 'malformed' } : event;
  }

  function guarded(step: () => readonly ExchangeEvent[]): StreamOutput {
    try {
      return relay(step());
    } catch (error) {
      if (!(error instanceof HeldTooMuchError)) throw error;
      return { signals: [{ type: 'error', code: 'malformed' }], text: '' };
    }
  }

  return {
    delivered,
    step: (data, event) => guarded(() => parser.step(data, event)),
    end: () => guarded(() => parser.end()),
    fail: (fault, faultContext) => renderer.fail(fault, faultContext),
  };
}

function deliver(event: ExchangeEvent, delivered: Delivered): void {
  switch (event.type) {
    case 'text-delta':
    case 'reasoning-delta':
    case 'refusal-delta':
    case 'tool-call-delta':
      delivered.add(event.text);
      break;
    case 'tool-call-start':
      delivered.add(event.name);
      break;
  }
}

const content: StreamSignal = { type: 'content' };

function signalOf(event: ExchangeEvent): StreamSignal | null {
  switch (event.type) {
    case 'text-delta':
    case 'reasoning-delta':
    case 'refusal-delta':
    case 'tool-call-start':
    case 'tool-call-delta':
    case 'reasoning-signature':
      return content;
    case 'start':
      return event.usage ? { type: 'usage', usage: event.usage } : null;
    case 'usage':
    case 'error':
    case 'end':
      return event;
    default:
      return null;
  }
}

/** Later figures win; what a later report leaves out the earlier one still says. */
export function mergeUsage(before: Usage | null, after: Usage | null): Usage | null {
  if (!before || !after) return after ?? before;
  return {
    inputTokens: after.inputTokens ?? before.inputTokens,
    cachedInputTokens: after.cachedInputTokens ?? before.cachedInputTokens,
    cacheWriteTokens: after.cacheWriteTokens ?? before.cacheWriteTokens,
    outputTokens: after.outputTokens ?? before.outputTokens,
    reasoningTokens: after.reasoningTokens ?? before.reasoningTokens,
  };
}
