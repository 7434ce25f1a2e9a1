import type { GroupState } from '@/lib/admin/groups/group-state';
import { meantShare } from '@/lib/admin/groups/meant-share';
import type { RuleName } from '@/lib/exchange/answer-rules';
import { draftLimits, type LimitDraft, limitsOfDraft } from '../../../../../_ui/limits/limit-draft';
import { draftValidation, validationOf } from './draft-validation';

/** A group while it is edited: numbers are what was typed, texts may be empty. What has no field here is kept as it is. */
export interface Draft {
  id: string;
  title: string;
  description: string;
  aliases: string[];
  discoverable: boolean;
  strategy: GroupState['strategy'];
  retry: Record<'attempts' | 'attempt_timeout_ms' | 'total_timeout_ms', string>;
  targets: DraftTarget[];
  affinity: boolean;
  /** Empty for none. */
  policy: string;
  policyReadsText: boolean;
  /** US dollars; empty for none. */
  ceiling: string;
  limits: LimitDraft;
  validation: DraftValidation;
}

/** Without a rule answers are held to nothing. */
export interface DraftValidation {
  rules: DraftRule[];
  attempts: string;
  onFailure: 'error' | 'pass';
  bufferStreams: boolean;
}

/** A rule with what was typed for it; `key` tells rows of one kind apart while they are edited. */
export interface DraftRule {
  key: string;
  rule: RuleName;
  schema: string;
  pattern: string;
  must: 'match' | 'not-match';
}

export interface DraftTarget {
  provider: string;
  model: string;
  weight: string;
  priority: string;
  enabled: boolean;
}

export const emptyGroup: GroupState = {
  ...{ id: '', aliases: [], discoverable: false, strategy: 'weighted', retry: {}, targets: [] },
  ...{ policy_reads_text: false, affinity: false },
};

export function draftOf(state: GroupState): Draft {
  const { id, title, description, aliases, discoverable, strategy, retry, targets } = state;
  return {
    ...{ id, title: title ?? '', description: description ?? '', aliases, discoverable, strategy },
    retry: {
      attempts: retry.attempts?.toString() ?? '',
      attempt_timeout_ms: retry.attempt_timeout_ms?.toString() ?? '',
      total_timeout_ms: retry.total_timeout_ms?.toString() ?? '',
    },
    targets: targets.map(({ weight, priority, ...target }) => {
      return { ...target, weight: weight.toString(), priority: priority.toString() };
    }),
    affinity: state.affinity,
    policy: state.policy ?? '',
    policyReadsText: state.policy_reads_text,
    ceiling: state.ceiling?.usd_per_request.toString() ?? '',
    limits: draftLimits(state.limits),
    validation: draftValidation(state.validation),
  };
}

/** What would be saved: the group as it was with what was typed in its place. */
export function stateOfDraft(base: GroupState, draft: Draft): GroupState {
  const { title: _, description: __, policy: ___, ceiling: ____, limits: _____, validation: ______, ...rest } = base;
  const title = draft.title.trim();
  const description = draft.description.trim();
  const isScript = draft.strategy === 'script';
  const validation = validationOf(draft.validation);
  const limits = limitsOfDraft(draft.limits);
  return {
    ...rest,
    id: draft.id.trim(),
    ...(title ? { title } : {}),
    ...(description ? { description } : {}),
    ...{ aliases: draft.aliases, discoverable: draft.discoverable, strategy: draft.strategy },
    // A policy is asked by a script alone: what was chosen before another strategy was is not saved with that.
    ...(isScript && draft.policy ? { policy: draft.policy } : {}),
    policy_reads_text: isScript && draft.policyReadsText,
    affinity: draft.affinity,
    retry: numbersOf(draft.retry),
    ...(validation ? { validation } : {}),
    ...(draft.ceiling.trim() ? { ceiling: { usd_per_request: Number(draft.ceiling) } } : {}),
    ...(limits ? { limits } : {}),
    targets: draft.targets.map(({ weight, priority, ...target }) => {
      return { ...target, weight: neededNumber(weight), priority: neededNumber(priority) };
    }),
  };
}

/** Empty is no number, not zero: the verb says what it expects in its place. */
function neededNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text);
}

function numbersOf(texts: Readonly<Record<string, string>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) => (text.trim() === '' ? [] : [[name, Number(text)]])),
  );
}

/** Whether there is anything to save. */
export function isChanged(base: GroupState, draft: Draft): boolean {
  return JSON.stringify(draftOf(base)) !== JSON.stringify(draft);
}

/** What part of the requests each target is meant to get, live. */
export function shareOfDraft(target: DraftTarget, { strategy, targets }: Draft): number | null {
  return meantShare(weighed(target), strategy, targets.map(weighed));
}

function weighed({ weight, priority, enabled }: DraftTarget) {
  return { weight: Number(weight) || 0, priority: Number(priority), enabled };
}
