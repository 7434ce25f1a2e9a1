import { and, asc, eq, gt, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { callerTokens } from '../../../db/schema';
import type { Runtime } from '../../runtime/runtime';
import type { TargetCondition } from '../../upstream/target-health';
import { readSuspended, type SuspendedPolicy } from '../policies/suspended';

/** What needs an administrator, as far as it is known without asking anybody: the doctor asks the providers themselves. */
export interface Attention {
  object: 'attention';
  /** Active tokens that end within `within_days`, the soonest first; null for a role that does not see tokens. */
  expiring_tokens: { within_days: number; count: number; first: { token_id: string; expires_at: string }[] } | null;
  /** How each target that is in use has done lately, the worst first; a target is told once for all of its groups. */
  targets: TargetState[];
  /** Policies that groups ask and that do not run for now. */
  suspended_policies: SuspendedPolicy[];
  /** Groups that nothing can answer. */
  idle_groups: string[];
}

export interface TargetState {
  /** `<provider>/<model>`. */
  target: string;
  groups: string[];
  /** `unknown`: nobody has tried it in the last minutes. */
  state: TargetCondition;
}

export const soonDays = 7;
const mostTokens = 5;

export async function readAttention(
  { store, snapshot, health, sandbox }: Pick<Runtime, 'store' | 'snapshot' | 'health' | 'sandbox'>,
  { seesTokens, now }: { seesTokens: boolean; now: Date },
): Promise<Attention> {
  const groups = [...snapshot.current().groups.values()];
  return {
    object: 'attention',
    expiring_tokens: seesTokens ? await readExpiring(store, now) : null,
    targets: tellTargets(groups, (id) => health.conditionOf({ id }, now.getTime())),
    suspended_policies: readSuspended({ snapshot, sandbox }),
    idle_groups: groups.filter(({ targets }) => !targets.some(({ enabled }) => enabled)).map(({ id }) => id),
  };
}

type Groups = readonly { id: string; targets: readonly { id: string; enabled: boolean }[] }[];

const worstFirst: readonly TargetState['state'][] = ['unhealthy', 'faltering', 'healthy', 'unknown'];

function tellTargets(groups: Groups, stateOf: (id: string) => TargetState['state']): TargetState[] {
  const found = new Map<string, TargetState>();
  for (const group of groups) {
    for (const { id, enabled } of group.targets) {
      if (!enabled) continue;
      const known = found.get(id) ?? { target: id, groups: [], state: stateOf(id) };
      known.groups.push(group.id);
      found.set(id, known);
    }
  }
  return [...found.values()].sort(
    (one, other) =>
      worstFirst.indexOf(one.state) - worstFirst.indexOf(other.state) || (one.target < other.target ? -1 : 1),
  );
}

/** A token that another has been made for is no news; nor are the demo's, one of which is over on purpose. */
async function readExpiring({ db }: Runtime['store'], now: Date): Promise<Attention['expiring_tokens']> {
  const { tokenId, expiresAt, rotatesAt, status, managedBy } = callerTokens;
  const until = new Date(now.getTime() + soonDays * 86_400_000);
  const rows = await db
    .select({ tokenId, expiresAt, all: sql<number>`count(*) over ()`.mapWith(Number) })
    .from(callerTokens)
    .where(
      and(
        eq(status, 'active'),
        ne(managedBy, 'demo'),
        gt(expiresAt, now),
        lte(expiresAt, until),
        or(isNull(rotatesAt), gt(rotatesAt, until)),
      ),
    )
    .orderBy(asc(expiresAt), asc(tokenId))
    .limit(mostTokens);
  return {
    within_days: soonDays,
    count: rows[0]?.all ?? 0,
    first: rows.flatMap((row) =>
      row.expiresAt ? [{ token_id: row.tokenId, expires_at: row.expiresAt.toISOString() }] : [],
    ),
  };
}
