import type { FinishReason, Usage } from '../../exchange/events';
import { RawJson } from '../../exchange/raw-json';
import type { ExchangeRequest } from '../../exchange/request';
import type { RelayContext } from '../dialect';
import { renderUsage } from './usage';

export interface ResponseState {
  status: 'in_progress' | 'completed' | 'incomplete' | 'failed';
  output: readonly unknown[];
  usage: Usage | null;
  incompleteReason?: string | null;
  serviceTier?: string | null;
  error?: unknown;
}

/**
 * The Response object of an answer that the router writes itself. It repeats what was asked in the caller's own bytes, as
 * OpenAI does and SDKs expect; nothing is stored, and it says so.
 */
export function responseObject(
  context: Pick<RelayContext, 'request' | 'answerId' | 'createdAt'>,
  state: ResponseState,
) {
  const { request } = context;
  const asked = echoOf(request);
  return {
    id: `resp_${context.answerId}`,
    object: 'response',
    created_at: context.createdAt,
    status: state.status,
    background: false,
    error: state.error ?? null,
    incomplete_details: state.incompleteReason ? { reason: state.incompleteReason } : null,
    instructions: asked('instructions', null),
    max_output_tokens: asked('max_output_tokens', null),
    max_tool_calls: asked('max_tool_calls', null),
    model: request.model,
    output: state.output,
    parallel_tool_calls: asked('parallel_tool_calls', true),
    previous_response_id: null,
    prompt_cache_key: asked('prompt_cache_key', null),
    reasoning: asked('reasoning', { effort: null, summary: null }),
    safety_identifier: asked('safety_identifier', null),
    service_tier: state.serviceTier ?? asked('service_tier', 'auto'),
    store: false,
    temperature: asked('temperature', 1),
    text: asked('text', { format: { type: 'text' } }),
    tool_choice: asked('tool_choice', 'auto'),
    tools: asked('tools', []),
    top_logprobs: asked('top_logprobs', 0),
    top_p: asked('top_p', 1),
    truncation: asked('truncation', 'disabled'),
    usage: renderUsage(state.usage),
    user: asked('user', null),
    metadata: asked('metadata', {}),
  };
}

/** How an answer ended, in the words of this dialect. */
export function endingOf(finish: FinishReason): Pick<ResponseState, 'status' | 'incompleteReason'> {
  if (finish === 'length' || finish === 'context-length')
    return { status: 'incomplete', incompleteReason: 'max_output_tokens' };
  if (finish === 'content-filter') return { status: 'incomplete', incompleteReason: 'content_filter' };
  return { status: 'completed' };
}

function echoOf({ source }: ExchangeRequest) {
  return (name: string, otherwise: unknown): unknown => {
    const value = source.value[name];
    if (value === undefined || value === null) return otherwise;
    const member = source.members.findLast((each) => each.name === name);
    // A line end between two tokens is no part of a frame's one line, and inside a text it is escaped.
    return member ? new RawJson(source.text.slice(member.valueStart, member.end).replace(/[\r\n]+/g, ' ')) : otherwise;
  };
}
