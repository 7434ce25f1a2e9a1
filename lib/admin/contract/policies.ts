import { z } from 'zod';
import { policySource, slug, wholeNumber, words } from '../../config/field-kinds';
import { type OnError, onErrors } from '../../exchange/on-error';
import type { Manager } from '../../exchange/statuses';
import { type OwnStrategy, ownStrategies } from '../../routing/strategies';

/** The admin API's words about TypeScript policies: a policy has versions, one of which is published and asked by groups. */
const settings = {
  title: words(200).nullable().optional(),
  /** Null for the default, 20. */
  deadline_ms: wholeNumber(1, 1_000).nullable().optional(),
  on_error: z.enum(onErrors).optional(),
  fallback: z.enum(ownStrategies).optional(),
};
const number = z.coerce.number().int().min(1).max(2_147_483_647);
const deadline = wholeNumber(1, 1_000).nullable().default(null);

export const OnePolicy = z.strictObject({ policy_id: slug });
export const OnePolicyVersion = OnePolicy.extend({ number });

export const CheckPolicyRequest = z.strictObject({ source: policySource, deadline_ms: deadline });

/** `position`: an offset in the source, in UTF-16 units. */
export const CompletePolicyRequest = z.strictObject({
  source: policySource,
  position: z.number().int().min(0).max(65_536),
});

/** What is left out of the settings stays as it is; of a new policy it is the default. */
export const SavePolicyRequest = OnePolicy.extend({
  source: policySource,
  ...settings,
  /** The number of the newest version when the source was begun; null where there was no such policy. */
  based_on: number.nullable(),
  /** Puts the version in force at once. */
  publish: z.boolean().default(false),
});

export const PublishPolicyRequest = OnePolicy.extend({
  /** Any version: an older one is how a policy is rolled back. */
  number,
  /** The number of the version that was published when this was decided; null for none. */
  based_on: number.nullable(),
});

export const PolicySettingsRequest = OnePolicy.extend({ ...settings, revision: z.string().max(64).optional() });

export interface PolicyStanding {
  /** Calls of the published version since this process started, and how many of them failed. */
  calls: number;
  failures: number;
  /** It has overrun again and again, and is not run until then. */
  suspended_until: string | null;
}

export interface PolicyRow {
  id: string;
  title: string | null;
  managed_by: Manager;
  deadline_ms: number | null;
  on_error: OnError;
  fallback: OwnStrategy;
  /** The number of the version in force; null while there are only drafts. */
  published: number | null;
  /** The number of the newest version: what `based_on` of a save is. */
  latest: number;
  /** Does the published version have a `validate`? */
  has_validate: boolean;
  /** Groups that ask it. */
  groups: string[];
  standing: PolicyStanding;
  updated_at: string;
  revision: string;
}

export interface PolicyList {
  object: 'list';
  data: PolicyRow[];
}

export type PolicyStatus = 'draft' | 'published' | 'archived';

export interface PolicyVersion {
  number: number;
  status: PolicyStatus;
  /** Who saved it, and when. */
  actor: string;
  at: string;
  /** When it was published last; null for a draft. */
  published_at: string | null;
  has_validate: boolean;
}

/** With the newest source, and the newest two hundred versions. */
export type PolicyAnswer = PolicyRow & { source: string; versions: PolicyVersion[] };

export type PolicyVersionAnswer = PolicyVersion & { source: string };

export interface PolicyProblem {
  kind: 'syntax' | 'rule' | 'type' | 'trial' | 'size';
  /** From 1; null where the whole is meant. */
  line: number | null;
  column: number | null;
  message: string;
}

export interface CheckedPolicy {
  ok: boolean;
  problems: PolicyProblem[];
  has_validate: boolean;
}

export interface PolicyChange {
  id: string;
  /** The version that was saved or published. */
  number: number;
  published: number | null;
  /** False where it was so already. */
  changed: boolean;
}

/** What a trial came to; with problems nothing was run. */
export interface TriedPolicy {
  problems: PolicyProblem[];
  route: RouteTrial | null;
  validate: ValidateTrial | null;
}

interface Trial {
  reason: string | null;
  failure: { kind: string; message: string; line: number | null } | null;
  /** What it gave to `console.log`. */
  lines: string[];
  ms: number;
}

export interface RouteTrial extends Trial {
  outcome: 'ordered' | 'refused' | 'failed';
  /** Targets in their order, by their place in the context; null where it is left to the fallback strategy. */
  order: { index: number; provider: string; model: string }[] | null;
  label: string | null;
}

export interface ValidateTrial extends Trial {
  outcome: 'valid' | 'invalid' | 'failed';
}
