import { faultPagePath } from '../../faults/catalogue';
import type { Fault } from '../../faults/fault';
import type { FaultContext } from '../dialect';

/** A refusal before anything was sent has the error body of Chat Completions. */
export { renderFault } from '../openai-chat/render-fault';

/** The end of a stream of which nothing was sent: begun and failed, because clients read no response that was not created. */
export function renderFaultEvent(fault: Fault, context: FaultContext): string {
  const response = {
    id: `resp_${context.requestId}`,
    object: 'response',
    created_at: 0,
    status: 'in_progress',
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    model: '',
    output: [],
    parallel_tool_calls: true,
    temperature: null,
    tool_choice: 'auto',
    tools: [],
    top_p: null,
    usage: null,
  };
  const created = { type: 'response.created', sequence_number: 0, response };
  return `event: response.created\ndata: ${JSON.stringify(created)}\n\n${failedFrame(response, 1, fault, context)}`;
}

/** `response.failed` with a response as far as it had come. */
export function failedFrame(response: object, sequence: number, fault: Fault, context: FaultContext): string {
  const failed = { ...response, status: 'failed', error: renderError(fault, context) };
  const frame = { type: 'response.failed', sequence_number: sequence, response: failed };
  return `event: response.failed\ndata: ${JSON.stringify(frame)}\n\n`;
}

/** The code is one that clients of this dialect act on; ours, the request and the fault's page stand in the message. */
export function renderError(fault: Fault, context: FaultContext): { code: string; message: string } {
  const page = `${context.origin}${faultPagePath(fault.code)}`;
  return { code: codeOf(fault), message: `${fault.message} (${fault.code}, request ${context.requestId}, ${page})` };
}

/** Codex tries again after any code but `insufficient_quota`, `invalid_prompt` and the like. */
function codeOf(fault: Fault): string {
  const { status } = fault.entry;
  if (status === 429) return fault.retry ? 'rate_limit_exceeded' : 'insufficient_quota';
  if (fault.code === 'upstream-rate-limited') return 'rate_limit_exceeded';
  return status < 500 ? 'invalid_prompt' : 'server_error';
}
