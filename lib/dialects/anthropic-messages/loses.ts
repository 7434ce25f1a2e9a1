import type { Conversation } from '../../exchange/conversation';
import type { Feature } from '../../exchange/features';
import type { Quirk } from '../../exchange/quirks';
import { effortOf } from '../effort-budgets';
import { generationOf } from './claude-generation';

/**
 * What this model in particular is not sent (render-request.ts): Anthropic's models from 4.7 on refuse sampling, and none
 * takes a temperature or `top_k` while it thinks.
 */
export function loses({ sampling, reasoning }: Conversation, model: string, quirks: ReadonlySet<Quirk>): Feature[] {
  const effort = effortOf(reasoning);
  const isThinking = effort !== 'none' && (effort !== null || reasoning.mode !== null);
  const { takesSampling } = generationOf(model, quirks);
  const lost: Feature[] = [];
  if (sampling.temperature !== null && (!takesSampling || (isThinking && sampling.temperature !== 1)))
    lost.push('temperature');
  if (sampling.topP !== null && !takesSampling) lost.push('top-p');
  if (sampling.topK !== null && (!takesSampling || isThinking)) lost.push('top-k');
  return lost;
}
