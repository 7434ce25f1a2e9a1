import { renderFault as renderAnthropic } from '../dialects/anthropic-messages/render-fault';
import { renderFault as renderOpenai } from '../dialects/openai-chat/render-fault';
import type { FaultCode } from '../faults/catalogue';
import { Fault } from '../faults/fault';

const exampleRequestId = 'req_0123456789abcdef0123456789abcdef';

/** The bodies of a fault as the API itself writes them, with the reader's own origin. */
export function faultExamples(code: FaultCode, origin: string): { openai: string; anthropic: string } {
  const fault = new Fault(code);
  const context = { requestId: exampleRequestId, origin };
  return {
    openai: JSON.stringify(renderOpenai(fault, context), null, 2),
    anthropic: JSON.stringify(renderAnthropic(fault, context), null, 2),
  };
}
