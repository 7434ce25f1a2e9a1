import { z } from 'zod';
import { groupId } from '../../config/field-kinds';
import { limitsSchema } from '../../config/limit-fields';
import { targetSchema } from '../../config/schema';
import type { Capability } from '../../exchange/capabilities';
import type { Manager } from '../../exchange/statuses';
import type { TargetCondition, TargetHealth } from '../../upstream/target-health';
import type { ApplyAnswer } from '../contract';
import type { TargetPause } from '../targets/pauses';
import { type GroupSettings, GroupState } from './group-state';

export const OneGroup = z.strictObject({ id: groupId });

/** The number of the version that the change is made upon; null where there was no such group. */
const basedOnWords =
  'expected the number of the version that the change is made upon, or null where there is no such group';
const basedOn = z
  .number(basedOnWords)
  .int(basedOnWords)
  .min(1, basedOnWords)
  .nullable()
  .describe('The number of the version that the change is made upon; null where there is no such group.');
const dryRun = z.boolean().default(false);
const number = z.coerce.number().int().min(1).max(2_147_483_647);

/** A group is saved whole: what is left out is as it is when the file leaves it out, limits that are null too. */
const limits = limitsSchema.nullish().transform((given) => given ?? undefined);
export const SaveGroup = GroupState.extend({ limits, based_on: basedOn, dry_run: dryRun });
export type SaveGroup = z.output<typeof SaveGroup>;

export const SetTargets = OneGroup.extend({
  targets: z.array(targetSchema).min(1, 'a group needs one target at least').max(1000),
  based_on: basedOn,
  dry_run: dryRun,
});

export const DeleteGroup = OneGroup.extend({
  based_on: basedOn,
  /** Though tokens may use it, which then may no longer. */
  force: z.boolean().default(false),
});

export const VersionsQuery = OneGroup.extend({
  /** The last number of the page before. */
  before: number.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const OneVersion = OneGroup.extend({ number });
export const RollBack = OneGroup.extend({ number, based_on: basedOn, dry_run: dryRun });
export type RollBack = z.output<typeof RollBack>;

export interface SavedGroup {
  dry_run: boolean;
  id: string;
  /** The version it is at: a new one if, and only if, something changed. */
  version: number | null;
  changes: ApplyAnswer['changes'];
  /** What is right and yet in vain, in words. */
  notices: string[];
}

export interface DeletedGroup {
  id: string;
  /** How many tokens might use it. */
  tokens: number;
}

export interface GroupRow {
  id: string;
  title: string | null;
  aliases: string[];
  discoverable: boolean;
  strategy: GroupState['strategy'];
  managed_by: Manager;
  targets: number;
  enabled_targets: number;
  /** How many tokens may use it. */
  tokens: number;
  version: number;
  updated_at: string;
  last_day: { requests: number; failed: number };
}

export interface GroupAnswer {
  id: string;
  managed_by: Manager;
  updated_at: string;
  /** The number of the version it is at, to be given back as `based_on`. */
  version: number;
  /** What can be saved: to be sent back with what is to be otherwise. */
  state: GroupSettings;
  tokens: number;
  /** True where an enabled target declares it, false where all declare against it, null where it is not known. */
  capabilities: Record<Capability, boolean | null>;
  last_day: GroupFigures;
  /** In declared order, as in `state`. */
  targets: TargetAnswer[];
}

/** Of the requests of the last 24 hours, the newest 5,000 at most. */
export interface GroupFigures {
  /** What they are figures of: the last 24 hours, or since the oldest of the newest 5,000. */
  from: string;
  to: string;
  requests: number;
  failed: number;
  p50_latency_ms: number | null;
  p50_first_token_ms: number | null;
}

export interface TargetAnswer extends TargetChoice {
  weight: number;
  priority: number;
  enabled: boolean;
  /** As this process saw it lately. */
  health: TargetCondition;
  /** `open`: it is left alone; `half-open`: one request sees how it is. */
  circuit: ReturnType<TargetHealth['circuitOf']>;
  /** Why this server leaves it alone, for this group; the longest first. */
  pauses: TargetPause[];
  /** Meant by weight while all do well; null where the strategy goes by something else, and below the first priority under failover. */
  share: number | null;
  last_day: {
    /** Requests that this target answered, and their part of all that were answered. */
    requests: number;
    share: number | null;
    attempts: number;
    failed_attempts: number;
    /** Answers that broke the group’s rules: given, and not good enough. They are no failures of the target. */
    broke_rules: number;
    p50_latency_ms: number | null;
    p50_first_token_ms: number | null;
  };
}

/** A provider's model that a group may send to. */
export interface TargetChoice {
  provider: string;
  model: string;
  upstream_model: string;
  dialect: string;
  capabilities: Partial<Record<Capability, boolean>>;
  context_tokens: number | null;
  max_output_tokens: number | null;
}

export interface GroupVersion {
  number: number;
  at: string;
  actor: string;
  policy_version: number;
  /** Null: the group was deleted. */
  state: GroupSettings | null;
  /** Against the version before it. */
  changes: ApplyAnswer['changes'];
  /** The version that was gone back to by this one; null where it was made otherwise. */
  rolled_back_to: number | null;
  /** Fields that are otherwise in the group as it is now; null where this version or the group now is its end. */
  differs_in: string[] | null;
  /** What it stands on and is there no more, so that it cannot be gone back to: `openai/small`, `policy night`. */
  missing: string[];
}
