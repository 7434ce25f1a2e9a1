import type { TargetAnswer } from '@/lib/admin/groups/asked';
import { noName } from '@/lib/admin/usage/no-name';

type Target = Pick<TargetAnswer, 'provider' | 'model'>;
/** What the list of requests is narrowed by: to a group, and a span. */
type Narrowed = Readonly<Record<string, string>>;

/** Requests that a target answered, as a group's figures count them. */
export function answeredBy({ provider, model }: Target, these: Narrowed): Narrowed {
  return { ...these, target: `${provider}/${model}`, fault: noName };
}

/** Requests in which it was tried in vain. */
export function failedAt({ provider, model }: Target, these: Narrowed): Narrowed {
  return { ...these, failed_at: `${provider}/${model}` };
}
