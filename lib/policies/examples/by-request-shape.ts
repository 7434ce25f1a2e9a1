/**
 * By request shape: what needs tools goes first to the models that are best at them, images to a model that is quick with
 * images, and everything else to the first that was declared. The others stay behind them, for when one fails.
 */
const bestAtTools = ['claude-sonnet', 'gpt-large'];
const bestAtImages = ['gemini-flash'];

export function route({ request, targets }: PolicyContext): PolicyDecision {
  if (request.hasTools)
    return { targets: first(targets, bestAtTools), label: 'tools', reason: `${request.toolCount} tools` };
  if (request.imageCount > 0) return { targets: first(targets, bestAtImages), label: 'images' };
  return { targets, label: 'plain' };
}

/** Those whose model is among the preferred, in the order of preference, and then the rest. */
function first(targets: readonly PolicyTarget[], preferred: readonly string[]): PolicyTarget[] {
  const rank = ({ model }: PolicyTarget) => (preferred.includes(model) ? preferred.indexOf(model) : preferred.length);
  return targets.toSorted((one, other) => rank(one) - rank(other));
}
