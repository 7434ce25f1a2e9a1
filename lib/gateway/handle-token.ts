import { nothing } from '../admission/counters';
import { type Holder, identifyHolder } from '../callers/authenticate-caller';
import type { Snapshot } from '../snapshot/snapshot';
import type { TargetHealth } from '../upstream/target-health';
import { limitsFor } from './admit';
import { allowedGroups } from './allowed-groups';
import type { TokenAnswer } from './contract';
import { describeGroup } from './describe-group';
import { answerJson } from './endpoint';

/** `GET /v1/token`: what a holder may know of their own token. Inactive tokens are answered too, with their status. */
export function handleToken(request: Request): Promise<Response> {
  return answerJson(request, async (runtime) => {
    const snapshot = runtime.snapshot.current();
    const now = Date.now();
    const holder = identifyHolder(request.headers, snapshot, now);
    const limited = limitsFor(holder, allowedGroups(snapshot, holder));
    const limits = limited.length > 0 ? (await runtime.admission.look({ limited, amounts: nothing, now })).limits : [];
    return { body: { ...describeToken(snapshot, holder, runtime.health, now), limits } };
  });
}

function describeToken(
  snapshot: Snapshot,
  holder: Holder,
  health: TargetHealth,
  now: number,
): Omit<TokenAnswer, 'limits'> {
  const { token, caller, status } = holder;
  const groups = allowedGroups(snapshot, holder);
  const discoverable = [...snapshot.groups.values()].filter(
    (group) => group.discoverable && !token.allow.has(group.id),
  );
  return {
    object: 'token',
    id: token.tokenId,
    caller: `${caller.user}/${caller.project}`,
    user: caller.user,
    kind: caller.kind,
    project: caller.project,
    environment: token.environment,
    key: token.key,
    status,
    expires_at: token.expiresAt === null ? null : new Date(token.expiresAt).toISOString(),
    rotates_at: token.rotatesAt === null ? null : new Date(token.rotatesAt).toISOString(),
    groups: groups.map((group) => group.id),
    group_details: groups.map((group) => describeGroup(group, health, now)),
    discoverable: discoverable.map(({ id, title, description }) => ({ id, title, description })),
  };
}
