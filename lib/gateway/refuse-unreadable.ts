import { renderFault } from '../dialects/openai-chat/render-fault';
import { Fault } from '../faults/fault';
import { requestIdOf } from '../runtime/request-id';
import { originWithoutRequest } from '../runtime/request-origin';
import { getRuntime } from '../runtime/runtime';
import { faultResponse } from './fault-response';

/** The answer where there is no Request to speak of: its address cannot be read, or something broke before it was one. */
export function refuseUnreadable(code: 'invalid-request' | 'internal'): Response {
  const message = code === 'internal' ? {} : { message: 'The address of this request cannot be read.' };
  const context = { requestId: requestIdOf(new Headers()), origin: originWithoutRequest(getRuntime()) };
  return faultResponse(new Fault(code, message), renderFault, context);
}
