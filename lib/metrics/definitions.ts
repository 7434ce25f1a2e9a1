export interface MetricDefinition {
  name: string;
  type: 'counter' | 'gauge' | 'histogram';
  labels: readonly string[];
  /** One sentence for whoever reads the answer or the docs: /metrics and the page on monitoring both show it. */
  help: string;
  /** Of a histogram: the upper bounds, in seconds. */
  buckets?: readonly number[];
}

/** An answer may take ten minutes, which is the longest that a provider is waited for by default. */
const answerBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600];

/**
 * Every metric of the router's own, in the order of the answer. Label values are bounded: groups, providers and models of the
 * policy in force, and words of the code; never a token, a person, a request or what a client wrote.
 */
export const metricDefinitions = {
  requests: counter(
    'requests_total',
    ['group', 'endpoint', 'outcome', 'status', 'fault'],
    'Requests that carried a valid token and have ended: one for each usage record. status is the class of what the caller saw, fault the code or (none).',
  ),
  latency: histogram(
    'request_duration_seconds',
    ['group', 'outcome'],
    'From the arrival of a request to the end of its answer.',
    answerBuckets,
  ),
  firstToken: histogram(
    'time_to_first_token_seconds',
    ['group'],
    'Of streams: from the arrival of a request to the first content of its answer.',
    [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 1.5, 2, 3, 5, 10, 20, 30, 60],
  ),
  overhead: histogram(
    'overhead_seconds',
    ['endpoint'],
    'The router’s own share of requests that a provider was sent: all of their time, without reading the body, waiting for a place at a provider, pauses before a second try, and the time in which a provider was at work on an answer. Translating the pieces of an answer happens in that time and is not in it.',
    [0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1],
  ),
  tokens: counter(
    'tokens_total',
    ['group', 'kind'],
    'What models counted: input (cached_input is a part of it) and output. These are no caller tokens.',
  ),
  cost: counter('cost_usd_total', ['group'], 'US dollars, at the prices that are declared.'),
  fallbacks: counter(
    'fallbacks_total',
    ['group'],
    'Requests that a later target answered after an earlier one failed.',
  ),
  attempts: counter(
    'attempts_total',
    ['provider', 'model', 'result'],
    'Tries at a target: answered, or the class of the failure.',
  ),
  attemptDuration: histogram(
    'attempt_duration_seconds',
    ['provider', 'model'],
    'From the beginning of a try at a target to the end of its answer, or to its failure.',
    answerBuckets,
  ),
  unauthenticated: counter(
    'unauthenticated_requests_total',
    [],
    'Requests that were refused for want of a valid token; they have no usage record.',
  ),
  circuits: gauge(
    'target_circuit_state',
    ['provider', 'model'],
    'Whether a target is tried, as this process sees it: 0 it is, 1 one request sees how it is, 2 it is left alone.',
  ),
  placesTaken: gauge(
    'provider_places_taken',
    ['provider'],
    'Requests at a provider that is sent only so many at once.',
  ),
  placesWaiting: gauge('provider_places_waiting', ['provider'], 'Requests that wait for a place there.'),
  placesMost: gauge('provider_places_limit', ['provider'], 'How many places it has.'),
  inFlightRequests: gauge('in_flight_requests', [], 'Requests in hand. ROUTER_MAX_IN_FLIGHT is the most.'),
  inFlightBytes: gauge(
    'in_flight_bytes',
    [],
    'Bytes of the bodies of requests in hand. ROUTER_MAX_IN_FLIGHT_BYTES is the most.',
  ),
  policyCalls: counter(
    'policy_calls_total',
    ['policy', 'result'],
    'Calls of the published version of a policy: ok, or how they failed. A new version begins at 0.',
  ),
  policySuspended: gauge('policy_suspended', ['policy'], '1 while a policy is not run, because it overran too often.'),
  spoolRecords: gauge('usage_spool_records', [], 'Usage records of this process that the store has yet to take.'),
  spoolBytes: gauge(
    'usage_spool_bytes',
    [],
    'Bytes in the spool of the data folder, whichever process put them there.',
  ),
  spoolRefused: gauge(
    'usage_refused_files',
    [],
    'Files of usage records in the data folder that the store would not take.',
  ),
  snapshotVersion: gauge(
    'snapshot_version',
    [],
    'The version of the policy in force; the same on every replica within a second.',
  ),
  snapshotLoaded: gauge(
    'snapshot_loaded_timestamp_seconds',
    [],
    'When the policy in force was read from the store. It is read when it changes.',
  ),
  storeUp: gauge('store_up', [], '0 while the store cannot be asked; requests are served all the same.'),
  build: gauge('build_info', ['version', 'node'], 'Always 1: which version runs, and on which Node.js.'),
} as const satisfies Record<string, MetricDefinition>;

export type MetricId = keyof typeof metricDefinitions;

/** What prom-client adds, under the names that ready-made dashboards know. */
export const processMetricPrefixes = ['process_', 'nodejs_'] as const;

function counter(name: string, labels: readonly string[], help: string): MetricDefinition {
  return { name: `smart_router_${name}`, type: 'counter', labels, help };
}

function gauge(name: string, labels: readonly string[], help: string): MetricDefinition {
  return { name: `smart_router_${name}`, type: 'gauge', labels, help };
}

function histogram(
  name: string,
  labels: readonly string[],
  help: string,
  buckets: readonly number[],
): MetricDefinition & { buckets: readonly number[] } {
  return { name: `smart_router_${name}`, type: 'histogram', labels, help, buckets };
}
