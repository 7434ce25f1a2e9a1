import type { OwnStrategy } from '../routing/strategies';
import type { ModelGroup, Target } from '../snapshot/snapshot';
import type { Plan } from './plan';

/** How an order came about, in words that name no upstream: targets have their numbers in declared order. */
export function tellOrdering(group: ModelGroup, plan: Plan): string[] {
  const number = (target: Target) => `target ${group.targets.indexOf(target) + 1}`;
  const lines = ordering(group, plan.followsPolicy);
  if (plan.conversation) lines.push(`The conversation is kept on one target, ${keptBy[plan.conversation]}.`);
  if (plan.order.some(({ undeclared }) => undeclared))
    lines.push('Targets that declare what the request needs come before those of which it is not known.');
  for (const target of plan.alone)
    lines.push(
      `${capital(number(target))} has failed again and again, or asked for a pause, and is left alone for a moment.`,
    );
  if (plan.isLastResort) lines.push('All of them are left alone: one request is let through to see how the first is.');
  if (plan.beyond.length > 0)
    lines.push(`${group.retry.attempts} of them are tried at most, and the others where one of these is full.`);
  return lines;
}

function ordering({ strategy, policy }: ModelGroup, followsPolicy: boolean): string[] {
  if (strategy !== 'script') return [words[strategy]];
  if (followsPolicy) return ['The policy of the model group gives the order.'];
  return ['The policy of the model group gives no order for this request.', words[policy?.fallback ?? 'weighted']];
}

const words: Record<OwnStrategy, string> = {
  weighted: 'The model group shares its requests out among its targets, by chance.',
  failover: 'The model group has an order of its targets, and goes on to the next when one fails.',
  'lowest-cost': 'The target that is likely to cost the least for this request comes first.',
  'lowest-latency': 'The target that is likely to be the quickest for this request comes first.',
};

const keptBy: Record<NonNullable<Plan['conversation']>, string> = {
  session: 'by the session its client names',
  'cache-key': 'by its prompt_cache_key',
  prefix: 'by its beginning',
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
