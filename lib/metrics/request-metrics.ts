import type { ModelGroup, Snapshot } from '../snapshot/snapshot';
import type { UsageAttempt, UsageRecord } from '../usage/usage-record';
import { BoundedNames, none, other } from './bounded-names';
import { metricDefinitions as defined } from './definitions';
import { Histogram } from './histogram';
import type { Family, Sample } from './render-families';

/** More groups, or more targets, than this share one series. */
export const mostNames = 500;

interface GroupSeries {
  name: string;
  /** By endpoint, outcome, status and fault. */
  requests: Map<string, Counted>;
  latency: Map<string, Histogram>;
  firstToken: Histogram;
  tokens: { input: number; cached_input: number; output: number };
  usd: number;
  fallbacks: number;
}

interface TargetSeries {
  provider: string;
  model: string;
  results: Map<string, number>;
  duration: Histogram;
}

interface Counted {
  labels: readonly string[];
  value: number;
}

/**
 * What is counted of each request as it ends: from its usage record, so that the two agree. Own cells and not prom-client's:
 * those build a key of all labels each time, nine times a request (docs/decisions/2026-11-25-metrics.md).
 */
export class RequestMetrics {
  readonly #groups = new BoundedNames<GroupSeries>(mostNames, makeGroup);
  readonly #targets = new BoundedNames<TargetSeries>(mostNames, makeTarget);
  readonly #overhead = new Map<string, Histogram>();
  #policy: Snapshot['groups'] = new Map();
  #targetIds: ReadonlySet<string> = new Set();
  readonly #snapshot: () => Snapshot;
  readonly #isGroup = (name: string) => this.#policy.has(name);
  readonly #isTarget = (name: string) => this.#targetIds.has(name);

  constructor(snapshot: () => Snapshot) {
    this.#snapshot = snapshot;
  }

  record(record: UsageRecord, overheadMs: number | null): void {
    this.#follow();
    const group = this.#groups.of(record.group_id ?? none, this.#isGroup);
    const { endpoint, outcome } = record;
    countRequest(group, record);
    observe(group.latency, outcome, defined.latency.buckets, record.latency_ms);
    if (record.first_token_ms !== null) group.firstToken.observe(record.first_token_ms / 1000);
    group.tokens.input += record.input_tokens ?? 0;
    group.tokens.cached_input += record.cached_input_tokens ?? 0;
    group.tokens.output += record.output_tokens ?? 0;
    group.usd += record.cost_usd ?? 0;
    if (record.fell_back) group.fallbacks += 1;
    if (overheadMs !== null) observe(this.#overhead, endpoint, defined.overhead.buckets, overheadMs);
    for (const attempt of record.tries) this.#countAttempt(attempt);
  }

  #countAttempt({ provider_id, model_id, result, duration_ms }: UsageAttempt): void {
    const { results, duration } = this.#targets.of(`${provider_id}/${model_id}`, this.#isTarget);
    results.set(result, (results.get(result) ?? 0) + 1);
    duration.observe(duration_ms / 1000);
  }

  /** What has gone from the policy falls out. A token that is made or revoked changes no group, and costs a comparison here. */
  #follow(): void {
    const { groups } = this.#snapshot();
    if (groups === this.#policy) return;
    this.#policy = groups;
    this.#targetIds = targetIdsOf(groups);
    this.#groups.forgetUnknown(this.#isGroup);
    this.#targets.forgetUnknown(this.#isTarget);
  }

  families(): Family[] {
    this.#follow();
    const groups = [...this.#groups.all()];
    const targets = [...this.#targets.all()];
    const byGroup = (read: (group: GroupSeries) => number): Sample[] =>
      groups.map((group) => ({ labels: [group.name], value: read(group) }));
    return [
      {
        definition: defined.requests,
        samples: groups.flatMap(({ name, requests }) =>
          [...requests.values()].map(({ labels, value }) => ({ labels: [name, ...labels], value })),
        ),
      },
      {
        definition: defined.latency,
        samples: groups.flatMap(({ name, latency }) =>
          [...latency].map(([outcome, value]) => ({ labels: [name, outcome], value })),
        ),
      },
      {
        definition: defined.firstToken,
        samples: groups.map(({ name, firstToken }) => ({ labels: [name], value: firstToken })),
      },
      {
        definition: defined.overhead,
        samples: [...this.#overhead].map(([endpoint, value]) => ({ labels: [endpoint], value })),
      },
      {
        definition: defined.tokens,
        samples: groups.flatMap(({ name, tokens }) =>
          Object.entries(tokens).map(([kind, value]) => ({ labels: [name, kind], value })),
        ),
      },
      { definition: defined.cost, samples: byGroup(({ usd }) => usd) },
      { definition: defined.fallbacks, samples: byGroup(({ fallbacks }) => fallbacks) },
      {
        definition: defined.attempts,
        samples: targets.flatMap(({ provider, model, results }) =>
          [...results].map(([result, value]) => ({ labels: [provider, model, result], value })),
        ),
      },
      {
        definition: defined.attemptDuration,
        samples: targets.map(({ provider, model, duration }) => ({ labels: [provider, model], value: duration })),
      },
    ];
  }
}

function countRequest({ requests }: GroupSeries, { endpoint, outcome, status, fault }: UsageRecord): void {
  const statusClass = `${Math.floor(status / 100)}xx`;
  const key = `${endpoint} ${outcome} ${statusClass} ${fault ?? none}`;
  const counted = requests.get(key);
  if (counted) counted.value += 1;
  else requests.set(key, { labels: [endpoint, outcome, statusClass, fault ?? none], value: 1 });
}

function observe(series: Map<string, Histogram>, name: string, bounds: readonly number[], ms: number): void {
  const histogram = series.get(name) ?? new Histogram(bounds);
  if (histogram.count === 0) series.set(name, histogram);
  histogram.observe(ms / 1000);
}

function makeGroup(name: string): GroupSeries {
  return {
    name,
    requests: new Map(),
    latency: new Map(),
    firstToken: new Histogram(defined.firstToken.buckets),
    tokens: { input: 0, cached_input: 0, output: 0 },
    usd: 0,
    fallbacks: 0,
  };
}

/** A target's id is `<provider>/<model>`, and a provider's id has no slash in it. */
function makeTarget(id: string): TargetSeries {
  const end = id.indexOf('/');
  const [provider, model] = id === other ? [other, other] : [id.slice(0, end), id.slice(end + 1)];
  return { provider, model, results: new Map(), duration: new Histogram(defined.attemptDuration.buckets) };
}

function targetIdsOf(groups: ReadonlyMap<string, ModelGroup>): Set<string> {
  const ids = new Set<string>();
  for (const { targets } of groups.values()) for (const { id } of targets) ids.add(id);
  return ids;
}
