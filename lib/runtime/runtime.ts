import type { Dispatcher } from 'undici';
import type { Store } from '../../db/client';
import type { Author } from '../../db/queries/policy-change';
import type { Admission } from '../admission/admission';
import type { InFlightGate } from '../admission/in-flight';
import type { SharedLimits } from '../admission/shared-limits';
import type { FailureWindow } from '../auth/failure-window';
import type { Sealer } from '../auth/seal';
import type { Turnstile } from '../auth/turnstile';
import type { Settings } from '../env';
import type { MockMode } from '../exchange/mock-modes';
import type { Metrics } from '../metrics/metrics';
import type { PolicyChecker } from '../policies/check/checker';
import type { Sandbox } from '../policies/sandbox/create-sandbox';
import type { SnapshotHolder } from '../snapshot/holder';
import type { Log } from '../telemetry/log';
import type { ProviderPlaces } from '../upstream/concurrency';
import type { TargetHealth } from '../upstream/target-health';
import type { ModelTokenCounter } from '../usage/model-tokens/create-counter';
import type { UsageWriter } from '../usage/writer';
import type { Replicas } from './replicas';

/**
 * What one process shares between its two module graphs, the server's bundle and Next's: one object on `globalThis`. It
 * holds values and closures only; nothing here is told by `instanceof`, because each graph has classes of its own.
 */
export interface Runtime {
  settings: Settings;
  log: Log;
  store: Store;
  /** Seals and opens provider keys. */
  sealer: Sealer;
  snapshot: SnapshotHolder;
  inFlight: InFlightGate;
  /** Limits of tokens, projects and groups. */
  admission: Admission;
  /** Where they are counted with other processes; null where this process counts for itself. */
  sharedLimits: SharedLimits | null;
  /** The processes that serve from one PostgreSQL; null with the embedded store, which belongs to one. */
  replicas: Replicas | null;
  /** Calls providers whose address is the operator's own. */
  upstream: Dispatcher;
  /** Calls providers whose address was typed into the console, and whatever else the console asks for: the egress guard. */
  guarded: Dispatcher;
  usage: UsageWriter;
  /** What is counted and measured, for Prometheus. */
  metrics: Metrics;
  /** For what is settled without an upstream's figures. */
  modelTokens: ModelTokenCounter;
  /** How each target has done lately, and whether it may be tried. */
  health: TargetHealth;
  /** Places at providers that are sent only so many requests at once. */
  places: ProviderPlaces;
  /** Runs TypeScript policies, each call in memory of its own. */
  sandbox: Sandbox;
  /** Checks and compiles them when they are saved. */
  policyChecker: PolicyChecker;
  /**
   * The request header in which server.ts tells pages the origin it has worked out. Its name cannot be guessed, so that a
   * stranger cannot send it.
   */
  originHeader: string;
  /** The same for the address of whoever is at the other end. */
  peerHeader: string;
  /** What the console's cookie is sealed with. */
  sessionSecret: string;
  /** Whoever hashes a password comes through here: two at a time, so that sign-ins do not take the processor from requests. */
  hashing: Turnstile;
  /** Failed sign-ins of each address. */
  failures: FailureWindow;
  /** Ways to the OIDC provider and back that each address has begun and nobody came in by: each has us ask the provider something. */
  trips: FailureWindow;
  /** Of the link with which the first owner is made: on the first start, until there is one. */
  firstOwnerToken: string | null;
  /** SHA-256 of the admin API's token, in hex; null closes the admin API. */
  adminTokenSha256: string | null;
  /** The built-in demo (lib/demo), while this deployment is one: asked of the policy in force each time. */
  readonly demo: Demo | null;
  /** Requests refused for want of a valid token: a counter is all they leave. */
  unauthenticated: { count: number };
  /** Requests under way, each with a way to end it when a shutdown can wait no longer. */
  active: Set<{ stop(): void }>;
  /** True from the moment a shutdown begins: /readyz says so and keep-alive connections are closed. */
  draining: boolean;
  /** Where it listens: as the settings say, until the door that listens knows better. */
  port: number;
  /** Somebody tells, or has told, the terminal where the server is: the door that listens does, once. */
  announced: boolean;
  stop(): Promise<void>;
}

/** The only tokens that may be shown again: whoever made the demo is at its own machine and has nothing else to go by. */
export interface Demo {
  /** What stands behind its groups. */
  provider: 'mock' | 'openai' | 'anthropic';
  tokens: { good: string; expired: string; empty: string };
  /** What each group is there to show. */
  groups: readonly { id: string; title: string; story: string }[];
  /** The mock's models, each with how it behaves: now, and until somebody switched it. */
  models(): readonly DemoModel[];
  /** Lets a model behave otherwise until the next start; false where the mock has no such model. */
  switchModel(id: string, mode: MockMode): boolean;
  /** What removing it would change, by the same code, with nothing changed. */
  planRemoval(author: Author): Promise<PolicyChanges>;
  /** Takes the demo out of the store, for good, and ends the mock. Refused where the policy is not `basedOn` any more. */
  remove(author: Author, basedOn?: number): Promise<PolicyChanges>;
}

/** What became of the policy, or would: object by object, and in words. */
export interface PolicyChanges {
  version: number;
  changes: {
    action: 'create' | 'update' | 'delete';
    kind: string;
    id: string;
    difference: Record<string, { from: unknown; to: unknown }>;
  }[];
  notices: string[];
}

export interface DemoModel {
  id: string;
  /** As targets name it: `<provider>/<model>`. */
  target: string;
  nature: MockMode;
  mode: MockMode;
}

const key = Symbol.for('smart-router.runtime');

interface Place {
  [key]?: { starting: Promise<Runtime>; ready: Runtime | null };
}

const place = globalThis as typeof globalThis & Place;

/** The runtime, for code that runs only once it is up. */
export function getRuntime(): Runtime {
  const ready = place[key]?.ready;
  if (!ready) throw new Error('the router has not started: instrumentation.ts or server.ts must run first');
  return ready;
}

/** The runtime, or null while it is starting. */
export function findRuntime(): Runtime | null {
  return place[key]?.ready ?? null;
}

/** Starts the one runtime of this process; whoever comes second waits for the first. */
export function shareRuntime(start: () => Promise<Runtime>): Promise<Runtime> {
  const present = place[key];
  if (present) return present.starting;
  const entry: { starting: Promise<Runtime>; ready: Runtime | null } = {
    starting: start().then((runtime) => {
      entry.ready = runtime;
      return runtime;
    }),
    ready: null,
  };
  place[key] = entry;
  return entry.starting;
}
