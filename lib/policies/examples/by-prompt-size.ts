/**
 * By prompt size: a short prompt goes to the quickest target, a long one to those with the largest window. A target that
 * could hold the prompt but hardly the answer comes last.
 */
const longFrom = 32_000;
const roomForAnswer = 4_000;

export function route({ request, targets }: PolicyContext): PolicyDecision {
  const needed = request.inputTokens + (request.maxOutputTokens ?? roomForAnswer);
  const isTight = ({ contextTokens }: PolicyTarget) => contextTokens !== null && contextTokens < needed;
  const roomy = targets.filter((target) => !isTight(target));
  const tight = targets.filter(isTight);
  const reason = `about ${request.inputTokens} input tokens`;
  if (request.inputTokens < longFrom)
    return { targets: [...roomy.toSorted(quickestFirst), ...tight], label: 'short', reason };
  return { targets: [...roomy.toSorted(largestFirst), ...tight.toSorted(largestFirst)], label: 'long', reason };
}

/** What has not answered yet stands behind what has. */
function quickestFirst(one: PolicyTarget, other: PolicyTarget): number {
  return (one.latencyMs ?? 60_000) - (other.latencyMs ?? 60_000);
}

function largestFirst(one: PolicyTarget, other: PolicyTarget): number {
  return (other.contextTokens ?? 0) - (one.contextTokens ?? 0);
}
