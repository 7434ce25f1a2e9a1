/**
 * Cheapest that is good enough: of the targets that answer reliably and soon, the one that costs least for this very request.
 * What is not good enough comes behind, and what has no price last. An answer that was cut off or is empty goes to the next.
 */
const highestErrorRate = 0.05;
const longestWaitMs = 2_000;
const usualOutputTokens = 800;

export function route({ request, targets }: PolicyContext): PolicyDecision {
  const output = request.maxOutputTokens ?? usualOutputTokens;
  const cost = ({ price }: PolicyTarget) =>
    price === null ? Number.POSITIVE_INFINITY : (request.inputTokens * price.input + output * price.output) / 1_000_000;
  const cheapestFirst = (one: PolicyTarget, other: PolicyTarget) =>
    cost(one) < cost(other) ? -1 : cost(one) > cost(other) ? 1 : 0;
  const good = targets.filter(isGoodEnough).toSorted(cheapestFirst);
  const rest = targets.filter((target) => !isGoodEnough(target)).toSorted(cheapestFirst);
  const [best] = good;
  const reason = best
    ? `about $${cost(best).toFixed(4)}, ${good.length} of ${targets.length} are good enough`
    : 'none is good enough';
  return { targets: [...good, ...rest], label: best ? 'cheapest' : 'whatever-there-is', reason };
}

function isGoodEnough({ healthy, errorRate, latencyMs }: PolicyTarget): boolean {
  return healthy && errorRate <= highestErrorRate && (latencyMs ?? 0) <= longestWaitMs;
}

export function validate(_context: PolicyContext, answer: PolicyAnswer): PolicyVerdict {
  if (answer.finish === 'length' || answer.finish === 'context-length')
    return { valid: false, reason: 'it was cut off' };
  if (answer.text.trim() === '' && answer.toolCalls.length === 0) return { valid: false, reason: 'it is empty' };
  return true;
}
