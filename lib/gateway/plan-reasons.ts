import type { Eligibility } from '../eligibility/choose-eligible';
import { tellTry } from '../usage/plan-reasons';
import type { PlannedTarget } from './plan';

/** A plan's reasons, a step a line. They name upstreams: never shown to a caller. */
export function tellLacking({ verdicts }: Eligibility): string[] {
  return verdicts
    .filter(({ lacks }) => lacks.length > 0)
    .map(({ target, lacks }) => `${target.id} lacks ${lacks.join(', ')}`);
}

export function tellOrder(order: readonly PlannedTarget[]): string[] {
  return order.map(({ target, undeclared, degraded }) => tellTry({ target: target.id, undeclared, degraded }));
}
