import type { Plan } from './plan';
import type { Run } from './run';

/** What an answer says of its way: how many targets were tried, and what was left out at the one that answered. */
export function routerHeaders(plan: Plan, run: Run): Record<string, string> {
  const degraded = plan.order.find(({ target }) => target === run.target)?.degraded ?? [];
  const headers: Record<string, string> = { 'x-router-attempts': String(run.attemptCount) };
  if (degraded.length > 0) headers['x-router-degraded'] = degraded.join(', ');
  return run.limitHeaders === null ? headers : { ...headers, ...run.limitHeaders };
}
