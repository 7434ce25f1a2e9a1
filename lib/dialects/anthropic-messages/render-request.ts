import type { Conversation, OutputFormat, Sampling } from '../../exchange/conversation';
import type { RelayContext } from '../dialect';
import { shortId } from '../short-id';
import { writeJson } from '../write-json';
import { type Generation, generationOf } from './claude-generation';
import { renderReasoning } from './render-reasoning';
import { renderToolChoice, renderTools } from './render-tools';
import { plain, renderTurns } from './render-turns';

/** The body of a request that came in another dialect, for a target that speaks this one. */
export function renderRequest(conversation: Conversation, context: RelayContext): string {
  const { quirks, request, upstreamModel } = context;
  const generation = generationOf(upstreamModel, quirks);
  const maxTokens = conversation.maxOutputTokens ?? context.maxOutputTokens ?? defaultMaxTokens;
  const { system, messages } = renderTurns(conversation);
  const tools = renderTools(conversation, quirks);
  const { thinking, effort } = renderReasoning(conversation, messages, maxTokens, generation);
  const isThinking = thinking !== undefined && thinking.type !== 'disabled';
  const format = renderOutput(conversation.output);
  return writeJson({
    model: upstreamModel,
    max_tokens: maxTokens,
    ...(request.stream ? { stream: true } : {}),
    system: system.length > 0 ? plain(system) : undefined,
    messages: messages.map(({ role, content }) => ({ role, content: plain(content) })),
    tools: tools.length > 0 ? tools : undefined,
    tool_choice: tools.length > 0 ? renderToolChoice(conversation, quirks) : undefined,
    thinking,
    output_config: effort || format ? { effort, format } : undefined,
    ...renderSampling(conversation.sampling, isThinking, generation),
    metadata: conversation.endUser === null ? undefined : { user_id: userOf(conversation.endUser) },
    service_tier: renderServiceTier(conversation.serviceTier),
  });
}

/** Anthropic demands a cap; this one every current model gives. */
const defaultMaxTokens = 32_000;

/** A name and a description have no place here. */
function renderOutput(output: OutputFormat): object | undefined {
  return output.type === 'json-schema' ? { type: 'json_schema', schema: output.schema } : undefined;
}

/**
 * Temperatures reach from 0 to 1 here. A model that thinks takes none and only the upper end of `top_p`, and none takes
 * both, so that one which changes nothing gives way. A stop sequence of nothing but space is refused.
 */
function renderSampling(sampling: Sampling, isThinking: boolean, generation: Generation): object {
  const stop = sampling.stop.filter((sequence) => sequence.trim() !== '');
  const stop_sequences = stop.length > 0 ? stop : undefined;
  if (!generation.takesSampling) return { stop_sequences };
  const temperature = sampling.temperature === null ? null : Math.min(1, Math.max(0, sampling.temperature));
  const { topP, topK } = sampling;
  if (isThinking) return { top_p: topP === null || topP === 1 ? undefined : Math.max(topP, 0.95), stop_sequences };
  return {
    temperature: temperature === null || (temperature === 1 && topP !== null) ? undefined : temperature,
    top_p: topP === null || (topP === 1 && temperature !== null && temperature !== 1) ? undefined : topP,
    top_k: topK ?? undefined,
    stop_sequences,
  };
}

function userOf(endUser: string): string {
  return endUser.length <= 256 ? endUser : shortId(endUser);
}

/** OpenAI's `default` and `flex` want no priority; `priority` and `auto` take it where it is had. */
function renderServiceTier(tier: string | null): string | undefined {
  if (tier === null) return undefined;
  return tier === 'auto' || tier === 'priority' ? 'auto' : 'standard_only';
}
