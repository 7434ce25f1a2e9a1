import { figure, usd } from '@/app/(console)/_charts/figures';
import type { RequestStory, StoryAttempt } from '@/lib/admin/requests/story';

/** What one attempt was paid for, where it was for anything. */
export function tellUse({ used }: StoryAttempt): string | null {
  if (!used) return null;
  const { input_tokens, output_tokens, estimated } = used;
  const tokens = [
    ...(input_tokens === null ? [] : [`${figure(input_tokens, 'count')} tokens in`]),
    ...(output_tokens === null ? [] : [`${figure(output_tokens, 'count')} out`]),
  ];
  const cost = used.usd === null ? 'no price known' : usd(used.usd);
  return `${[...tokens, cost].join(', ')}${estimated ? ', estimated' : ''}`;
}

/** Where several attempts are paid for, how their parts come to the whole. */
export function tellSum({ attempts, usd: whole }: RequestStory): string | null {
  const costs = attempts.flatMap(({ used }) => (used && used.usd !== null ? [usd(used.usd)] : []));
  if (whole === null || attempts.filter(({ used }) => used !== null).length < 2) return null;
  return costs.length === 1 ? usd(whole) : `${usd(whole)}: ${costs.join(' + ')}`;
}

export const estimatedWords = 'Estimated: the provider gave no figure for all of it.';
