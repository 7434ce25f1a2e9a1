import { eq } from 'drizzle-orm';
import { callerTokens } from '../../../db/schema';
import { type Holder, statusAt } from '../../callers/authenticate-caller';
import { isFault } from '../../faults/fault';
import type { AdminExplanation } from '../../gateway/contract';
import { explainToAdministrators, explainUnreadable } from '../../gateway/explain';
import { conditionsOf } from '../../gateway/make-plan';
import { readExplained } from '../../gateway/read-explained';
import { randomOf } from '../../routing/digest';
import { requestIdOf } from '../../runtime/request-id';
import type { Runtime } from '../../runtime/runtime';
import type { Snapshot } from '../../snapshot/snapshot';
import { AdminRefusal } from '../admin-refusal';
import type { Asked, ExplainRequest } from './input';

/** The plan of a request as the next one would have it, with names. Nothing is sent. */
export async function explainRoute(
  runtime: Runtime,
  input: Asked,
  findHolder: (snapshot: Snapshot, model: string, now: number) => Holder | Promise<Holder>,
): Promise<AdminExplanation> {
  const snapshot = runtime.snapshot.current();
  const now = Date.now();
  const headers = readHeaders(input.headers);
  const explained = readAsked(input, headers);
  const { endpoint, model } = explained;
  const holder = await findHolder(snapshot, model, now);
  if (explained.fault) {
    const told = explainUnreadable(explained.fault, endpoint, model, holder);
    return { ...told, strategy: null, targets: [], plan: [] };
  }
  const random = randomOf(input.seed ?? requestIdOf(new Headers()));
  const conditions = conditionsOf(runtime, { now, random, headers });
  const context = { snapshot, holder, conditions, sandbox: runtime.sandbox, admission: runtime.admission };
  return explainToAdministrators(explained.request, endpoint, context);
}

function readAsked({ endpoint, body, headers: _, seed: __, ...features }: Asked, headers: Headers) {
  if (body && features.features) throw new AdminRefusal('invalid', 'expected either body or features');
  if (!body && !features.features) {
    throw new AdminRefusal('invalid', 'expected a body, or a model and features: what is to be explained');
  }
  const given = body ?? { ...features, ...(endpoint === undefined ? {} : { endpoint }) };
  try {
    return readExplained(JSON.stringify(given), endpoint ?? null, headers);
  } catch (error) {
    if (isFault(error)) throw new AdminRefusal('invalid', error.message);
    throw error;
  }
}

function readHeaders(given: Record<string, string> = {}): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    try {
      headers.set(name, value);
    } catch {
      // Told by throwing: the platform has no other way to ask.
      throw new AdminRefusal('invalid', `headers: ${JSON.stringify(name)} is no header, or has a value that none can`);
    }
  }
  return headers;
}

/** Somebody who may use the group that is asked for, and no other. */
export function anyHolder({ as }: ExplainRequest) {
  return (snapshot: Snapshot, model: string): Holder => {
    const group = snapshot.groupNames.get(model);
    if (!group) throw new AdminRefusal('not-found', `no group "${model.slice(0, 64)}"`);
    const { user = 'anyone', project = 'anything', environment = 'dev', tier = null } = as;
    const token = {
      ...{ tokenId: 'rtr_of_anyone', callerId: 0, environment, key: 'k1', tier, limits: null },
      ...{ allow: new Set([group.id]), status: 'active' as const, expiresAt: null, rotatesAt: null },
    };
    const caller = { id: 0, user, kind: 'person' as const, project, status: 'active' as const, projectLimits: null };
    return { token, caller, status: 'active' };
  };
}

/** The token's own holder, as requests with it meet the policy now. */
export function tokenHolder({ store }: Pick<Runtime, 'store'>, tokenId: string) {
  return async (snapshot: Snapshot, _model: string, now: number): Promise<Holder> => {
    const { tokenSha256 } = callerTokens;
    const [row] = await store.db.select({ tokenSha256 }).from(callerTokens).where(eq(callerTokens.tokenId, tokenId));
    const token = row && snapshot.tokens.get(row.tokenSha256);
    const caller = token && snapshot.callers.get(token.callerId);
    if (!token || !caller) throw new AdminRefusal('not-found', `no token "${tokenId}"`);
    return { token, caller, status: statusAt(token, caller, now) };
  };
}
