import { faultPagePath } from '../../faults/catalogue';
import type { Fault } from '../../faults/fault';
import type { FaultContext } from '../dialect';

/**
 * Anthropic's error object. `type` is from their own list (their SDKs know no other), so the catalogue's code stands in
 * the message; the header `x-router-error` carries it too.
 */
export function renderFault(fault: Fault, context: FaultContext): unknown {
  const page = `${context.origin}${faultPagePath(fault.code)}`;
  return {
    type: 'error',
    error: { type: typeOf(fault), message: `${fault.message} [${fault.code}; see ${page}]` },
    request_id: context.requestId,
  };
}

/** The event that Anthropic's SDKs throw on. No `message_stop` follows: a failed stream must not look complete. */
export function renderFaultEvent(fault: Fault, context: FaultContext): string {
  return `event: error\ndata: ${JSON.stringify(renderFault(fault, context))}\n\n`;
}

const types: Record<number, string> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
};

function typeOf(fault: Fault): string {
  if (fault.code === 'overloaded') return 'overloaded_error';
  const { status } = fault.entry;
  return types[status] ?? (status >= 500 ? 'api_error' : 'invalid_request_error');
}
