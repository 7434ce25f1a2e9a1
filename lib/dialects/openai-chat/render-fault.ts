import { faultPagePath } from '../../faults/catalogue';
import type { Fault } from '../../faults/fault';
import type { FaultContext } from '../dialect';

/** OpenAI's error object; `code` is the catalogue's, which is what `error.code` is in their SDKs. */
export function renderFault(fault: Fault, context: FaultContext): unknown {
  return {
    error: {
      message: fault.message,
      type: typeOf(fault.entry.status),
      code: fault.code,
      param: fault.options.param ?? null,
      request_id: context.requestId,
      doc_url: `${context.origin}${faultPagePath(fault.code)}`,
    },
  };
}

/** OpenAI's SDKs throw on a chunk that holds `error`. No `[DONE]` follows: a failed stream must not look complete. */
export function renderFaultEvent(fault: Fault, context: FaultContext): string {
  return `data: ${JSON.stringify(renderFault(fault, context))}\n\n`;
}

function typeOf(status: number): string {
  if (status === 401) return 'authentication_error';
  if (status === 403) return 'permission_error';
  if (status === 429) return 'rate_limit_error';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
