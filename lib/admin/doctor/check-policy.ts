import { and, asc, eq, isNull, ne, sql } from 'drizzle-orm';
import { callerTokens, tokenGroups } from '../../../db/schema';
import type { Runtime } from '../../runtime/runtime';
import type { DoctorCheck } from '../contract';
import { listNames, ok, warning } from './finding';
import type { Examination } from './verbs';

/** What is declared rightly and still serves nobody. */
export async function checkPolicy(
  { store, snapshot }: Pick<Runtime, 'store' | 'snapshot'>,
  some: Pick<Examination, 'tellsTokens'>,
): Promise<DoctorCheck[]> {
  const { groups, tokens } = snapshot.current();
  const counts = `${groups.size} model groups, ${tokens.size} tokens`;
  const configuration =
    groups.size === 0
      ? warning('configuration', counts, 'Nothing can be called yet: router apply router.yaml')
      : ok('configuration', counts);
  const idle = [...groups.values()].filter(({ targets }) => !targets.some(({ enabled }) => enabled));
  const names = idle.map(({ id }) => id);
  const checked =
    idle.length === 0
      ? ok('groups', 'each has a target that is enabled')
      : warning('groups', `no enabled target: ${listNames(names)}`, 'Enable a target of each, or add one.');
  return [configuration, checked, await checkTokens(store, some)];
}

/** The demo has such a token on purpose. */
async function checkTokens(
  { db }: Runtime['store'],
  { tellsTokens }: Pick<Examination, 'tellsTokens'>,
): Promise<DoctorCheck> {
  const rows = await db
    .select({ tokenId: callerTokens.tokenId, all: sql<number>`count(*) over ()`.mapWith(Number) })
    .from(callerTokens)
    .leftJoin(tokenGroups, eq(tokenGroups.tokenId, callerTokens.tokenId))
    .where(and(isNull(tokenGroups.groupId), eq(callerTokens.status, 'active'), ne(callerTokens.managedBy, 'demo')))
    .orderBy(asc(callerTokens.tokenId))
    .limit(10);
  const all = rows[0]?.all ?? 0;
  if (all === 0) return ok('tokens', 'each active one may use a group');
  const names = rows.map(({ tokenId }) => tokenId).join(', ');
  const which = tellsTokens ? `: ${names}${all > 10 ? ', …' : ''}` : '';
  const found = `${all} active ${all === 1 ? 'token' : 'tokens'} may use no group${which}`;
  return warning('tokens', found, 'Allow each a group, or revoke it.');
}
