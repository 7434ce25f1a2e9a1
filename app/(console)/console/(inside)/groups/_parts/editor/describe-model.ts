import type { TargetChoice } from '@/lib/admin/groups/asked';

/** A model in a line: what it is called upstream, what it can do, how much it takes. */
export function describeModel({ model, upstream_model, capabilities, context_tokens }: TargetChoice): string {
  const able = Object.entries(capabilities).flatMap(([name, can]) => (can ? [name.replaceAll('_', ' ')] : []));
  return [
    upstream_model === model ? null : upstream_model,
    able.length > 0 ? able.join(', ') : 'no capability declared',
    context_tokens === null ? null : `${context_tokens.toLocaleString('en')} input tokens`,
  ]
    .filter((part) => part !== null)
    .join('; ');
}
