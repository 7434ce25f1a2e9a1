import { type Holder, identifyHolder } from '../callers/authenticate-caller';
import { type Capability, capabilityNames } from '../exchange/capabilities';
import type { ModelGroup, Snapshot, Target } from '../snapshot/snapshot';
import { answerJson } from './endpoint';
import { allowedGroups } from './plan';

/** `GET /v1/token`: what a holder may know of their own token. Inactive tokens are answered too, with their status. */
export function handleToken(request: Request): Promise<Response> {
  return answerJson(request, (runtime) => {
    const snapshot = runtime.snapshot.current();
    return { body: describeToken(snapshot, identifyHolder(request.headers, snapshot, Date.now())) };
  });
}

function describeToken(snapshot: Snapshot, holder: Holder) {
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
    group_details: groups.map(describeGroup),
    discoverable: discoverable.map(({ id, title, description }) => ({ id, title, description })),
    // Limits come with admission; an empty list is the truth until then.
    limits: [],
  };
}

/** What a group can carry now: by any enabled target that has it declared. Nothing says which target that is. */
function describeGroup(group: ModelGroup) {
  const targets = group.targets.filter((target) => target.enabled);
  const windows = targets.map((target) => target.model.contextTokens).filter((tokens) => tokens !== null);
  return {
    id: group.id,
    title: group.title,
    description: group.description,
    aliases: group.aliases,
    can: Object.fromEntries(capabilityNames.map((name) => [name, can(targets, name)])),
    context_tokens: windows.length > 0 ? Math.max(...windows) : null,
  };
}

/** True where one target declares it, false where all declare against it, null where it is not known. */
function can(targets: readonly Target[], capability: Capability): boolean | null {
  const declared = targets.map((target) => target.model.capabilities[capability]);
  if (declared.includes(true)) return true;
  return declared.every((value) => value === false) ? false : null;
}
