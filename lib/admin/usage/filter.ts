import { and, eq, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import { usageRecords } from '../../../db/schema';
import { type Actor, may } from '../actor';
import { AdminRefusal } from '../admin-refusal';

/** What figures and requests can be narrowed to. Names are compared whole; a group or a target that is gone still has its records. */
export const usageFilter = {
  group: z.string().min(1).max(64).optional(),
  /** `<provider>/<model>`: whose answer it was. */
  target: z.string().min(3).max(400).optional(),
  token: z.string().min(1).max(400).optional(),
};

export interface UsageFilter {
  group?: string | undefined;
  target?: string | undefined;
  token?: string | undefined;
}

export function matchesFilter({ group, target, token }: UsageFilter): SQL | undefined {
  return and(
    group === undefined ? undefined : eq(usageRecords.groupId, group),
    target === undefined ? undefined : isTarget(target),
    token === undefined ? undefined : eq(usageRecords.tokenId, token),
  );
}

/** A provider's id has no slash, a model's may. */
function isTarget(target: string): SQL | undefined {
  const slash = target.indexOf('/');
  if (slash === -1) throw new AdminRefusal('invalid', 'target: expected a provider and its model, as openai/small');
  return and(eq(usageRecords.providerId, target.slice(0, slash)), eq(usageRecords.modelId, target.slice(slash + 1)));
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
