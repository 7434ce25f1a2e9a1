import { hasEligible } from '../eligibility/choose-eligible';
import { type Capability, capabilityNames } from '../exchange/capabilities';
import type { ExchangeRequest } from '../exchange/request';
import type { ModelGroup, Target } from '../snapshot/snapshot';
import type { TargetHealth } from '../upstream/target-health';
import { clientRequest } from './client-shapes';
import { type ClientVerdict, clientIds, explainEndpoints, type GroupDetails, type Health } from './contract';
import { featuresRequest } from './features-request';
import { judgeGroup } from './judge-group';
import { nameRequirements } from './name-requirement';

/** What a group can carry now, by its enabled targets, and which programs it serves. Nothing says which target that is. */
export function describeGroup(group: ModelGroup, health: TargetHealth, now: number): GroupDetails {
  const targets = group.targets.filter((target) => target.enabled);
  const known = described.get(group) ?? describeDeclared(group, targets);
  described.set(group, known);
  return { ...known, health: healthOf(targets, health, now) };
}

/** All but its health follows from what is declared: a group is the same object until the policy changes. */
type Declared = Omit<GroupDetails, 'health'>;
const described = new WeakMap<ModelGroup, Declared>();

function describeDeclared(group: ModelGroup, targets: readonly Target[]): Declared {
  return {
    id: group.id,
    title: group.title,
    description: group.description,
    aliases: group.aliases,
    can: {
      ...(Object.fromEntries(capabilityNames.map((name) => [name, can(targets, name)])) as Record<
        Capability,
        boolean | null
      >),
      files: takesFiles(group),
    },
    context_tokens: most(targets.map(({ model }) => model.contextTokens)),
    max_output_tokens: most(targets.map(({ model }) => model.maxOutputTokens)),
    clients: Object.fromEntries(
      clientIds.map((client) => [client, judgeClient(group, clientRequest(client, group))]),
    ) as GroupDetails['clients'],
  };
}

/** The plan's own judgement of what the program sends: what a price or a token may rule out is told of a request. */
function judgeClient(group: ModelGroup, request: ExchangeRequest): ClientVerdict {
  const eligibility = judgeGroup(group, request, 'anybody');
  const { declared, undeclared, verdicts } = eligibility;
  const works = hasEligible(eligibility);
  const enabled = verdicts.filter(({ target }) => target.enabled);
  const answering = verdicts.filter(({ target }) => declared.includes(target) || undeclared.includes(target));
  return {
    works,
    certain: declared.length > 0,
    lacks: works ? [] : nameRequirements(enabled.length > 0 ? enabled.flatMap(({ lacks }) => lacks) : ['enabled']),
    degraded: nameRequirements(answering.flatMap(({ degraded }) => degraded)),
  };
}

/** True where one target declares it, false where all declare against it, null where it is not known. */
function can(targets: readonly Target[], capability: Capability): boolean | null {
  const declared = targets.map((target) => target.model.capabilities[capability]);
  if (declared.includes(true)) return true;
  return declared.every((value) => value === false) ? false : null;
}

/** A document in the request itself, in the caller's best dialect: as a request with one would be judged. */
function takesFiles(group: ModelGroup): boolean | null {
  fileRequests ??= explainEndpoints.map((endpoint) => featuresRequest({ model: 'any', endpoint, features: ['files'] }));
  const ways = fileRequests.map((request) => judgeGroup(group, request, 'anybody'));
  if (ways.some(({ declared }) => declared.length > 0)) return true;
  return ways.some(hasEligible) ? null : false;
}

let fileRequests: readonly ExchangeRequest[] | undefined;

function healthOf(targets: readonly Target[], health: TargetHealth, now: number): Health {
  const states = targets.map((target) => health.stateOf(target, now));
  if (!states.includes('unhealthy')) return states.includes('healthy') ? 'healthy' : 'unknown';
  return states.every((state) => state === 'unhealthy') ? 'unhealthy' : 'degraded';
}

function most(figures: readonly (number | null)[]): number | null {
  const known = figures.filter((figure) => figure !== null);
  return known.length > 0 ? Math.max(...known) : null;
}
