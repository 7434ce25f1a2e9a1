import type { UsageAttempt, UsageRecord } from './usage-record';

/**
 * A record as a line of JSON, the very text that JSON.stringify would give. Written out field by field, because there is one
 * a request and the general way costs four times as much; a test holds the two together.
 */
export function renderRecord(record: UsageRecord): string {
  return `{"id":${text(record.id)},"request_id":${text(record.request_id)},"started_at":${text(record.started_at)},"token_id":${text(record.token_id)},"user_id":${text(record.user_id)},"project_id":${text(record.project_id)},"environment":${text(record.environment)},"client":${text(record.client)},"endpoint":${text(record.endpoint)},"stream":${record.stream},"model_asked":${text(record.model_asked)},"group_id":${text(record.group_id)},"provider_id":${text(record.provider_id)},"model_id":${text(record.model_id)},"status":${record.status},"outcome":${text(record.outcome)},"fault":${text(record.fault)},"input_tokens":${record.input_tokens},"cached_input_tokens":${record.cached_input_tokens},"output_tokens":${record.output_tokens},"reasoning_tokens":${record.reasoning_tokens},"price_id":${record.price_id},"cost_usd":${record.cost_usd},"latency_ms":${record.latency_ms},"first_token_ms":${record.first_token_ms},"attempts":${record.attempts},"reasons":[${record.reasons.map(text).join(',')}],"tries":[${record.tries.map(renderAttempt).join(',')}],"fell_back":${record.fell_back},"estimated":${record.estimated}}`;
}

function renderAttempt(attempt: UsageAttempt): string {
  return `{"provider_id":${text(attempt.provider_id)},"model_id":${text(attempt.model_id)},"status":${attempt.status},"result":${text(attempt.result)},"started_ms":${attempt.started_ms},"duration_ms":${attempt.duration_ms}${renderUse(attempt)}}`;
}

/** All of it or none (lib/gateway/settle-usage.ts). */
function renderUse({ input_tokens, output_tokens, cost_usd, estimated }: UsageAttempt): string {
  if (estimated === undefined) return '';
  return `,"input_tokens":${input_tokens},"output_tokens":${output_tokens},"cost_usd":${cost_usd},"estimated":${estimated}`;
}

/** Printable ASCII without quote and backslash stands for itself. */
const plain = /^[ !#-[\]-~]*$/;

function text(value: string | null): string {
  if (value === null) return 'null';
  return plain.test(value) ? `"${value}"` : JSON.stringify(value);
}
