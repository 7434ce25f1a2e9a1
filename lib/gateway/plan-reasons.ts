import type { Eligibility } from '../eligibility/choose-eligible';
import { tellTry } from '../usage/plan-reasons';
import type { PlannedTarget } from './plan';

/** A plan's reasons, a step a line. They name upstreams: never shown to a caller. */
export function tellLacking({ verdicts }: Eligibility, reasons: string[]): void {
  for (const { target, lacks } of verdicts)
    if (lacks.length > 0) reasons.push(`${target.id} lacks ${lacks.join(', ')}`);
}

export function tellOrder(order: readonly PlannedTarget[], reasons: string[]): void {
  for (const { target, undeclared, degraded } of order)
    reasons.push(tellTry({ target: target.id, undeclared, degraded }));
}
