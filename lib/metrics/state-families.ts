import { version } from '../../package.json';
import type { InFlightGate } from '../admission/in-flight';
import { policyName } from '../policies/policy-name';
import { callFailures } from '../policies/sandbox/call';
import type { Sandbox } from '../policies/sandbox/create-sandbox';
import type { SnapshotHolder } from '../snapshot/holder';
import type { Provider, Snapshot, Target } from '../snapshot/snapshot';
import type { ProviderPlaces } from '../upstream/concurrency';
import type { TargetHealth } from '../upstream/target-health';
import type { UsageWriter } from '../usage/writer';
import { metricDefinitions as defined, type MetricDefinition } from './definitions';
import type { Family, Sample } from './render-families';
import { mostNames } from './request-metrics';

/** What is read of the process when it is asked, and counted nowhere else. */
export interface MetricSources {
  snapshot: Pick<SnapshotHolder, 'current' | 'standing'>;
  inFlight: Pick<InFlightGate, 'requests' | 'bytes'>;
  health: Pick<TargetHealth, 'circuitOf'>;
  places: Pick<ProviderPlaces, 'countsOf'>;
  sandbox: Pick<Sandbox, 'counts' | 'suspendedUntil'>;
  usage: Pick<UsageWriter, 'backlog'>;
  unauthenticated: { readonly count: number };
}

export async function stateFamilies(sources: MetricSources, now: number): Promise<Family[]> {
  const { inFlight, unauthenticated, snapshot } = sources;
  const policy = snapshot.current();
  const { loadedAt, isStoreAway } = snapshot.standing();
  const backlog = await sources.usage.backlog();
  return [
    single(defined.unauthenticated, unauthenticated.count),
    circuits(policy, sources, now),
    ...places(policy, sources),
    single(defined.inFlightRequests, inFlight.requests),
    single(defined.inFlightBytes, inFlight.bytes),
    ...policies(policy, sources),
    single(defined.spoolRecords, backlog.records),
    single(defined.spoolBytes, backlog.waiting),
    single(defined.spoolRefused, backlog.refused),
    single(defined.snapshotVersion, policy.version),
    single(defined.snapshotLoaded, loadedAt / 1000),
    single(defined.storeUp, isStoreAway ? 0 : 1),
    { definition: defined.build, samples: [{ labels: [version, process.version], value: 1 }] },
  ];
}

function single(definition: MetricDefinition, value: number): Family {
  return { definition, samples: [{ labels: [], value }] };
}

const circuitNumbers = { closed: 0, 'half-open': 1, open: 2 } as const;

function circuits(policy: Snapshot, { health }: MetricSources, now: number): Family {
  const samples = targetsOf(policy).map(({ id, provider, model }): Sample => {
    // Without a group's own patience: the worst that any group has seen of it.
    return { labels: [provider.id, model.id], value: circuitNumbers[health.circuitOf({ id }, now)] };
  });
  return { definition: defined.circuits, samples };
}

function places(policy: Snapshot, { places: taken }: MetricSources): Family[] {
  const providers = new Map<string, Provider>();
  for (const { provider } of targetsOf(policy)) {
    if (provider.places.concurrency !== null) providers.set(provider.id, provider);
  }
  const family = (definition: MetricDefinition, read: (provider: Provider) => number): Family => ({
    definition,
    samples: [...providers.values()].map((provider) => ({ labels: [provider.id], value: read(provider) })),
  });
  return [
    family(defined.placesTaken, ({ id }) => taken.countsOf(id).taken),
    family(defined.placesWaiting, ({ id }) => taken.countsOf(id).waiting),
    family(defined.placesMost, ({ places: { concurrency } }) => concurrency ?? 0),
  ];
}

function policies({ groups }: Snapshot, { sandbox }: MetricSources): Family[] {
  const names = new Map<string, string>();
  for (const { policy } of groups.values()) {
    if (policy?.compiled && names.size < mostNames)
      names.set(policy.id, policyName({ ...policy, digest: policy.compiled.digest }));
  }
  const calls = [...names].flatMap(([id, name]): Sample[] => {
    const counts = sandbox.counts(name);
    const failed = callFailures.map((failure) => ({ labels: [id, failure], value: counts[failure] }));
    const ok = counts.calls - failed.reduce((sum, { value }) => sum + value, 0);
    return [{ labels: [id, 'ok'], value: ok }, ...failed];
  });
  const suspended = [...names].map(([id, name]): Sample => {
    return { labels: [id], value: sandbox.suspendedUntil(name) === null ? 0 : 1 };
  });
  return [
    { definition: defined.policyCalls, samples: calls },
    { definition: defined.policySuspended, samples: suspended },
  ];
}

/** Each once, whichever groups it is in, and no more than so many. */
function targetsOf({ groups }: Snapshot): Target[] {
  const targets = new Map<string, Target>();
  for (const group of groups.values()) {
    for (const target of group.targets) if (targets.size < mostNames) targets.set(target.id, target);
  }
  return [...targets.values()];
}
