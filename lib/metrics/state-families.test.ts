import { expect, test } from 'vitest';
import { group, snapshot, target } from '../gateway/__fixtures__/policy';
import { rawPolicy } from '../policies/__fixtures__/policy';
import { policyName } from '../policies/policy-name';
import { createSandbox } from '../policies/sandbox/create-sandbox';
import { createProviderPlaces } from '../upstream/concurrency';
import { createTargetHealth } from '../upstream/target-health';
import { renderFamilies } from './render-families';
import { mostNames } from './request-metrics';
import { type MetricSources, stateFamilies } from './state-families';

const now = Date.UTC(2026, 10, 25);

function sources(groups: Parameters<typeof snapshot>[0], some: Partial<MetricSources> = {}): MetricSources {
  const policy = snapshot(groups);
  return {
    snapshot: { current: () => policy, standing: () => ({ loadedAt: now, isStoreAway: false }) },
    inFlight: { requests: 3, bytes: 4096 },
    health: createTargetHealth(),
    places: createProviderPlaces(),
    sandbox: createSandbox(),
    usage: { backlog: async () => ({ waiting: 700, refused: 1, records: 2 }) },
    unauthenticated: { count: 5 },
    ...some,
  };
}

async function read(given: MetricSources): Promise<string[]> {
  return renderFamilies(await stateFamilies(given, now))
    .split('\n')
    .filter((line) => line.startsWith('smart_router_'));
}

test('a target’s circuit and a provider’s places are told as they are', async () => {
  const places = { concurrency: 1, queue: 10, waitMs: 5_000 };
  const limited = target('up/small', { provider: { places } });
  const given = sources([group('general', [limited, target('free/small')]), group('again', [limited])]);
  const health = createTargetHealth(() => 0);
  for (let failure = 0; failure < 5; failure += 1) {
    const ticket = health.begin(limited, now);
    if (ticket) health.note(ticket, 'server-error', now);
  }
  const taken = createProviderPlaces();
  const release = await taken.take('up', places);
  const waits = taken.take('up', places);
  const lines = await read({ ...given, health, places: taken });
  expect(lines).toContain('smart_router_target_circuit_state{provider="up",model="small"} 2');
  expect(lines).toContain('smart_router_target_circuit_state{provider="free",model="small"} 0');
  expect(lines.filter((line) => line.startsWith('smart_router_target_circuit_state'))).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith('smart_router_provider_places'))).toEqual([
    'smart_router_provider_places_taken{provider="up"} 1',
    'smart_router_provider_places_waiting{provider="up"} 1',
    'smart_router_provider_places_limit{provider="up"} 1',
  ]);
  release();
  (await waits)();
  const later = renderFamilies(await stateFamilies({ ...given, health }, now + 60_000));
  expect(later).toContain('smart_router_target_circuit_state{provider="up",model="small"} 1');
});

test('a policy’s calls are told by how they ended', async () => {
  const compiled = rawPolicy('export function route() { return {} }');
  const sandbox = createSandbox({ waitMs: 30_000 });
  const policy = {
    ...{ id: 'by-size', version: 3, compiled, readsText: false, deadlineMs: 20 },
    ...({ onError: 'fail', fallback: 'weighted' } as const),
  };
  const given = sources([group('general', [target('up/small')], { strategy: 'script', policy })], { sandbox });
  await sandbox.call(policyName({ id: 'by-size', version: 3, digest: compiled.digest }), {
    code: compiled.code,
    entry: 'route',
    input: 'x'.repeat(2_000_000),
    deadlineMs: 20,
  });
  await sandbox.call('another', { code: compiled.code, entry: 'route', input: 'x'.repeat(2_000_000), deadlineMs: 20 });
  const lines = await read(given);
  expect(lines).toContain('smart_router_policy_calls_total{policy="by-size",result="too-large"} 1');
  expect(lines).toContain('smart_router_policy_calls_total{policy="by-size",result="overran"} 0');
  expect(lines).toContain('smart_router_policy_calls_total{policy="by-size",result="ok"} 0');
  expect(lines).toContain('smart_router_policy_suspended{policy="by-size"} 0');
  sandbox.close();
});

test('the spool, the store and the policy in force are told, and a store that is away', async () => {
  const given = sources([]);
  const policy = given.snapshot.current();
  const lines = await read({
    ...given,
    snapshot: { current: () => policy, standing: () => ({ loadedAt: now, isStoreAway: true }) },
  });
  expect(lines).toEqual(
    expect.arrayContaining([
      'smart_router_unauthenticated_requests_total 5',
      'smart_router_in_flight_requests 3',
      'smart_router_in_flight_bytes 4096',
      'smart_router_usage_spool_records 2',
      'smart_router_usage_spool_bytes 700',
      'smart_router_usage_refused_files 1',
      'smart_router_snapshot_version 1',
      `smart_router_snapshot_loaded_timestamp_seconds ${now / 1000}`,
      'smart_router_store_up 0',
    ]),
  );
});

test('no more targets are told than so many', async () => {
  const many = Array.from({ length: mostNames + 50 }, (_, at) => target(`up/model-${at}`));
  const lines = await read(sources([group('general', many)]));
  expect(lines.filter((line) => line.startsWith('smart_router_target_circuit_state'))).toHaveLength(mostNames);
});
