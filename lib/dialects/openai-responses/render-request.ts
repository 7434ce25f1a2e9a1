import type { Conversation, OutputFormat } from '../../exchange/conversation';
import type { RelayContext } from '../dialect';
import { effortOf } from '../effort-budgets';
import { shortId } from '../short-id';
import { writeJson } from '../write-json';
import { renderItems } from './render-items';
import { renderToolChoice, renderTools } from './render-tools';

/** The body of a request that came in another dialect, for a target that speaks this one. */
export function renderRequest(conversation: Conversation, context: RelayContext): string {
  const { instructions, sampling, cache } = conversation;
  const tools = renderTools(conversation, context.quirks);
  const hasTools = tools.length > 0;
  const sendsParallel = hasTools && !context.quirks.has('no-parallel-tool-calls');
  const include = renderInclude(conversation, context);
  return writeJson({
    model: context.upstreamModel,
    instructions: instructions.length > 0 ? instructions.map((part) => part.text).join('\n\n') : undefined,
    input: renderItems(conversation.turns),
    ...(context.request.stream ? { stream: true } : {}),
    tools: hasTools ? tools : undefined,
    tool_choice: hasTools ? renderToolChoice(conversation) : undefined,
    parallel_tool_calls: sendsParallel ? (conversation.parallelToolCalls ?? undefined) : undefined,
    text: renderText(conversation),
    reasoning: renderReasoning(conversation),
    max_output_tokens: renderCap(conversation.maxOutputTokens, context),
    temperature: sampling.temperature ?? undefined,
    top_p: sampling.topP ?? undefined,
    top_logprobs: sampling.logprobs ? (sampling.topLogprobs ?? undefined) : undefined,
    include: include.length > 0 ? include : undefined,
    metadata: conversation.metadata ?? undefined,
    user: conversation.endUser === null ? undefined : shortId(conversation.endUser),
    prompt_cache_key: cache.key ?? undefined,
    prompt_cache_retention: cache.retention ?? undefined,
    service_tier: renderServiceTier(conversation.serviceTier),
    // The default is to keep every answer for a month, which callers of other dialects have not asked for.
    store: false,
  });
}

/** What is thought comes in cipher only when asked for, and models that do not think refuse the very question. */
function renderInclude(conversation: Conversation, context: RelayContext): string[] {
  const { reasoning, sampling, wantsSignatures } = conversation;
  const effort = effortOf(reasoning);
  const isAsked = (effort !== null && effort !== 'none') || (reasoning.mode !== null && reasoning.mode !== 'off');
  const mayReason = isAsked || (context.reasons === true && effort !== 'none');
  return [
    ...(wantsSignatures && mayReason ? ['reasoning.encrypted_content'] : []),
    ...(sampling.logprobs ? ['message.output_text.logprobs'] : []),
  ];
}

function renderReasoning({ reasoning }: Conversation): unknown {
  const effort = effortOf(reasoning);
  const summary = reasoning.summary === 'omitted' ? null : reasoning.summary;
  if (effort === null && summary === null) return undefined;
  // OpenAI's highest word is `xhigh`.
  return { effort: effort === 'max' ? 'xhigh' : (effort ?? undefined), summary: summary ?? undefined };
}

function renderText({ output, verbosity }: Conversation): unknown {
  const format = renderFormat(output);
  return format || verbosity ? { format, verbosity: verbosity ?? undefined } : undefined;
}

function renderFormat(output: OutputFormat): unknown {
  if (output.type === 'text') return undefined;
  if (output.type === 'json-object') return { type: 'json_object' };
  return {
    type: 'json_schema',
    name: output.name ?? 'answer',
    description: output.description ?? undefined,
    schema: output.schema,
    strict: output.strict ?? undefined,
  };
}

/** Sixteen is the least that OpenAI takes here; clients probe with one. */
function renderCap(asked: number | null, { maxOutputTokens }: RelayContext): number | undefined {
  if (asked === null) return undefined;
  return Math.max(leastCap, maxOutputTokens === null ? asked : Math.min(asked, maxOutputTokens));
}

const leastCap = 16;

/** Anthropic's `standard_only` is OpenAI's `default`. */
function renderServiceTier(tier: string | null): string | undefined {
  return tier === 'standard_only' ? 'default' : (tier ?? undefined);
}
