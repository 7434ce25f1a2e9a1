import type { Budget } from '../budget';
import { LOOK } from './check';

/**
 * A text that two JSON values share exactly when they are equal: members sorted, numbers in one form. To compare texts in a
 * set takes one look a value, where to compare values pair by pair takes their number squared.
 */
export function canonicalText(value: unknown, budget: Budget): string {
  if (typeof value === 'string') {
    budget.spend(LOOK + (value.length >> 2));
    return JSON.stringify(value);
  }
  if (typeof value !== 'object' || value === null) {
    budget.spend(LOOK);
    // JSON has one zero, and numbers too large for a double are told apart by nobody.
    return value === 0 ? '0' : String(value);
  }
  budget.enter();
  budget.spend(LOOK * 2);
  const text = Array.isArray(value) ? canonicalArray(value, budget) : canonicalObject(value, budget);
  budget.leave();
  return text;
}

function canonicalArray(items: readonly unknown[], budget: Budget): string {
  return `[${items.map((item) => canonicalText(item, budget)).join(',')}]`;
}

function canonicalObject(object: object, budget: Budget): string {
  const members = Object.entries(object);
  budget.spend(members.length * LOOK * 5);
  members.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, value]) => `${canonicalText(name, budget)}:${canonicalText(value, budget)}`).join(',')}}`;
}
