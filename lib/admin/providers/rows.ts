import type { AuthKind } from '../../exchange/auth-kinds';
import type { Capabilities } from '../../exchange/capabilities';
import type { DialectId } from '../../exchange/dialect-ids';
import type { Quirk } from '../../exchange/quirks';
import type { Manager } from '../../exchange/statuses';
import type { TargetCondition } from '../../upstream/target-health';
import type { TargetPause } from '../targets/pauses';

/** A provider's key: that it is there, and where it came from. Never the key. */
export interface KeyState {
  /** The `${NAME}` of a file; null for one that was typed in. */
  source: string | null;
  /** As the audit has it. */
  changed_at: string | null;
  /** False where it does not open with this server's secret: its targets are off. */
  opens: boolean;
}

/** How many of its targets in groups do well, badly, or have not been tried lately, as this process saw it. */
export type Health = Record<TargetCondition, number>;

export interface ProviderRow {
  id: string;
  dialect: DialectId;
  base_url: string;
  managed_by: Manager;
  key: KeyState | null;
  models: number;
  /** Groups with one of its models as a target. */
  groups: string[];
  health: Health;
  updated_at: string;
}

export interface ProviderList {
  object: 'list';
  data: ProviderRow[];
}

export interface ModelPrice {
  input: number;
  cached_input: number | null;
  output: number;
  /** In force from. */
  since: string;
}

export interface ModelRow {
  id: string;
  upstream_model: string;
  capabilities: Capabilities;
  context_tokens: number | null;
  max_output_tokens: number | null;
  price: ModelPrice | null;
  tier: number | null;
  managed_by: Manager;
  groups: string[];
  state: TargetCondition;
  /** Why this server leaves it alone, for whichever group; the longest first. */
  pauses: TargetPause[];
  revision: string;
}

export interface ProviderDetail extends Omit<ProviderRow, 'models'> {
  auth: AuthKind | null;
  /** Values that look like secrets stand as `(hidden)`; given back so, they stay as they are. */
  headers: Record<string, string>;
  quirks: Quirk[];
  betas: string[] | null;
  timeouts: { first_byte_ms: number | null; idle_ms: number | null; total_ms: number | null };
  /** Requests at once; null for no limit. */
  concurrency: number | null;
  queue: { requests: number | null; wait_ms: number | null };
  /** The operator did not give its address, so calls go through the egress guard. */
  is_guarded: boolean;
  created_at: string;
  revision: string;
  models: ModelRow[];
}

/** What came of a call to a provider. */
export interface TryAnswer {
  ok: boolean;
  /** The provider's own; null where nothing answered. */
  status: number | null;
  /** In a sentence. */
  found: string;
  /** What would mend it; null when all is well. */
  mend: string | null;
  latency_ms: number;
  /** How many models it lists; null where it lists none that can be read. */
  models: number | null;
}

/** A model of the provider's own list. */
export interface Offer {
  id: string;
  title: string | null;
  context_tokens: number | null;
  max_output_tokens: number | null;
  price: { input: number; cached_input: number | null; output: number } | null;
  /** The name it has here already; null for one that was not added. */
  added_as: string | null;
}

export interface OfferList {
  object: 'list';
  data: Offer[];
  /** There were more than is read. */
  is_cut: boolean;
}
