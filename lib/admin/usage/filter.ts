import { type AnyColumn, and, eq, isNull, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { usageRecords } from '../../../db/schema';
import { type Actor, may } from '../actor';
import { AdminRefusal } from '../admin-refusal';
import { noName } from './no-name';

const expected = 'expected a provider and its model, as openai/small';
const targetText = z.string().max(400);

/** `<provider>/<model>`. */
export const targetName = targetText.refine((name) => name.includes('/'), expected);

/**
 * What figures and requests can be narrowed to. Names are compared whole; a group or a target that is gone still has its records,
 * and `(none)` are those that reached none.
 */
export const usageFilter = {
  group: z.string().min(1).max(64).optional(),
  /** Whose answer it was. */
  target: targetText.refine((name) => name === noName || name.includes('/'), expected).optional(),
  token: z.string().min(1).max(400).optional(),
};

export interface UsageFilter {
  group?: string | undefined;
  target?: string | undefined;
  token?: string | undefined;
}

export function matchesFilter({ group, target, token }: UsageFilter): SQL | undefined {
  return and(
    group === undefined ? undefined : isNamed(usageRecords.groupId, group),
    target === undefined ? undefined : isTarget(target),
    token === undefined ? undefined : eq(usageRecords.tokenId, token),
  );
}

export function isNamed(column: AnyColumn, name: string): SQL {
  return name === noName ? isNull(column) : eq(column, name);
}

function isTarget(target: string): SQL | undefined {
  if (target === noName) return isNull(usageRecords.providerId);
  const { provider, model } = splitTarget(target);
  return and(eq(usageRecords.providerId, provider), eq(usageRecords.modelId, model));
}

/** A provider's id has no slash, a model's may. */
export function splitTarget(target: string): { provider: string; model: string } {
  const slash = target.indexOf('/');
  return { provider: target.slice(0, slash), model: target.slice(slash + 1) };
}

export function seesCallers(actor: Actor): boolean {
  return may(actor, 'usage:callers');
}

/** Who called is not everybody's to know: a question that would tell it is refused as a whole. */
export function refuseCallers(actor: Actor, asked: Readonly<Record<string, unknown>>): void {
  if (seesCallers(actor)) return;
  const field = Object.keys(asked).find((name) => asked[name] !== undefined && asked[name] !== false);
  if (field) {
    throw new AdminRefusal(
      'forbidden',
      `${field}: the role ${actor.role} does not include usage:callers, who sent what`,
    );
  }
}
