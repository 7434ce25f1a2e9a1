import { countersOf } from '../admission/counters-of';
import { limitFault } from '../admission/refusal';
import { renderFault as renderAnthropic } from '../dialects/anthropic-messages/render-fault';
import { renderFault as renderOpenai } from '../dialects/openai-chat/render-fault';
import type { Limits } from '../exchange/limits';
import type { FaultCode } from '../faults/catalogue';
import { Fault, type FaultOptions } from '../faults/fault';

const exampleRequestId = 'req_0123456789abcdef0123456789abcdef';

/** The bodies of a fault as the API itself writes them, with the reader's own origin. */
export function faultExamples(code: FaultCode, origin: string): { openai: string; anthropic: string } {
  const fault = new Fault(code, exampleOf(code, origin));
  const context = { requestId: exampleRequestId, origin };
  return {
    openai: JSON.stringify(renderOpenai(fault, context), null, 2),
    anthropic: JSON.stringify(renderAnthropic(fault, context), null, 2),
  };
}

/** As a token's limit of this kind refuses; a period's goes on until its end. */
function limitExample(limits: Limits, used: number, waitMs: number | null): FaultOptions {
  const now = Date.UTC(2027, 0, 31, 9, 30);
  const [counter] = countersOf([{ scope: 'token', id: 'any', limits }], now);
  if (!counter) throw new Error('an example without a limit');
  const refused = limitFault([{ counter, used, waitMs: counter.endsAt === null ? waitMs : counter.endsAt - now }]);
  return { message: refused.message };
}

/** Of the faults whose message says more than the catalogue does: one request's, word for word as the server writes it. */
function exampleOf(code: FaultCode, origin: string): FaultOptions {
  switch (code) {
    case 'invalid-request':
      return { message: '"messages" must be an array of messages.', param: 'messages' };
    case 'missing-model':
      return { param: 'model' };
    case 'unsupported-feature':
      return {
        message: `Legacy completions are not served by any model group; use ${origin}/v1/chat/completions.`,
      };
    case 'model-not-allowed':
      return {
        message: 'This token may not use the model "gpt-4o". It may use: default, text-only.',
        param: 'model',
      };
    case 'not-found':
      return {
        message: `There is nothing at /v1/v1/chat/completions. The base URL has /v1 twice: it is ${origin}/v1.`,
      };
    case 'method-not-allowed':
      return { message: '/v1/chat/completions does not take GET; it takes POST.' };
    case 'request-too-large':
      return { message: 'The request body is larger than this deployment takes: 33554432 bytes at most.' };
    case 'no-eligible-target':
      return {
        message:
          'No target of this model group can carry the request. The request requires: tools. By target: target 1 lacks tools. Of your model groups, these can: default.',
      };
    case 'validation-failed':
      return {
        message:
          'No answer kept the rules of this model group. The answer does not match its JSON schema: it lacks "facts".',
      };
    case 'requests-per-minute-limited':
      return limitExample({ requests_per_minute: 60 }, 60, 12_000);
    case 'tokens-per-minute-limited':
      return limitExample({ output_tokens_per_minute: 20_000 }, 18_500, 31_000);
    case 'concurrency-limited':
      return limitExample({ concurrency: 4 }, 4, 1_000);
    case 'quota-exhausted':
      return limitExample({ requests: { day: 1_000 } }, 1_000, null);
    case 'budget-exhausted':
      return limitExample({ usd: { month: 20 } }, 19.98, null);
    default:
      return {};
  }
}
