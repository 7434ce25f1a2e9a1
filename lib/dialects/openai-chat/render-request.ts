import type { Conversation, OutputFormat, ToolChoice } from '../../exchange/conversation';
import type { RelayContext } from '../dialect';
import { effortOf } from '../effort-budgets';
import { shortId } from '../short-id';
import { writeJson } from '../write-json';
import { renderMessages } from './render-messages';
import { renderTools } from './render-tools';

/** The body of a request that came in another dialect, for a target that speaks this one. */
export function renderRequest(conversation: Conversation, context: RelayContext): string {
  const { sampling, cache, toolChoice } = conversation;
  const { quirks, request } = context;
  const tools = renderTools(conversation, quirks);
  const hasTools = tools.length > 0;
  return writeJson({
    model: context.upstreamModel,
    messages: renderMessages(conversation, quirks),
    ...(request.stream ? { stream: true } : {}),
    ...(request.stream && !quirks.has('no-stream-options') ? { stream_options: { include_usage: true } } : {}),
    tools: hasTools ? tools : undefined,
    tool_choice: hasTools ? renderToolChoice(toolChoice) : undefined,
    parallel_tool_calls:
      hasTools && !quirks.has('no-parallel-tool-calls') ? (conversation.parallelToolCalls ?? undefined) : undefined,
    response_format: renderOutput(conversation.output),
    verbosity: conversation.verbosity ?? undefined,
    reasoning_effort: renderEffort(conversation),
    [quirks.has('max-tokens') ? 'max_tokens' : 'max_completion_tokens']: conversation.maxOutputTokens ?? undefined,
    temperature: sampling.temperature ?? undefined,
    top_p: sampling.topP ?? undefined,
    stop: sampling.stop.length > 0 ? sampling.stop : undefined,
    seed: sampling.seed ?? undefined,
    presence_penalty: sampling.presencePenalty ?? undefined,
    frequency_penalty: sampling.frequencyPenalty ?? undefined,
    logit_bias: sampling.logitBias ?? undefined,
    logprobs: sampling.logprobs || undefined,
    top_logprobs: sampling.logprobs ? (sampling.topLogprobs ?? undefined) : undefined,
    user: conversation.endUser === null ? undefined : shortId(conversation.endUser),
    prompt_cache_key: cache.key ?? undefined,
    prompt_cache_retention: cache.retention ?? undefined,
    service_tier: renderServiceTier(conversation.serviceTier),
  });
}

function renderToolChoice(choice: ToolChoice | null): unknown {
  if (choice === null) return undefined;
  if (choice.type === 'tool')
    return choice.kind === 'custom'
      ? { type: 'custom', custom: { name: choice.name } }
      : { type: 'function', function: { name: choice.name } };
  // Only the allowed tools are sent (render-tools.ts), so the mode is all that is left to say.
  return choice.type === 'allowed' ? choice.mode : choice.type;
}

function renderOutput(output: OutputFormat): unknown {
  if (output.type === 'text') return undefined;
  if (output.type === 'json-object') return { type: 'json_object' };
  return {
    type: 'json_schema',
    json_schema: {
      name: output.name ?? 'answer',
      description: output.description ?? undefined,
      schema: output.schema,
      strict: output.strict ?? undefined,
    },
  };
}

function renderEffort({ reasoning }: Conversation): string | undefined {
  const effort = effortOf(reasoning);
  // OpenAI's highest word is `xhigh`.
  return effort === 'max' ? 'xhigh' : (effort ?? undefined);
}

/** Anthropic's `standard_only` is OpenAI's `default`. */
function renderServiceTier(tier: string | null): string | undefined {
  return tier === 'standard_only' ? 'default' : (tier ?? undefined);
}
