/**
 * By project and environment: each project has its providers, production may use all of them, and everything else leaves the
 * expensive one alone. A project that is not listed is refused, with a reason its administrator can act on.
 */
const providersOf: Record<string, readonly string[]> = {
  search: ['azure', 'openai'],
  support: ['anthropic', 'openai'],
  demo: ['local'],
};
const productionOnly = ['anthropic'];

export function route({ caller, targets }: PolicyContext): PolicyDecision {
  const providers = Object.hasOwn(providersOf, caller.project) ? providersOf[caller.project] : undefined;
  if (!providers)
    return { targets: [], label: 'unknown-project', reason: `no providers for the project ${caller.project}` };
  const isProduction = caller.environment === 'prod';
  const mayUse = ({ provider }: PolicyTarget) =>
    providers.includes(provider) && (isProduction || !productionOnly.includes(provider));
  const rank = ({ provider }: PolicyTarget) => providers.indexOf(provider);
  return {
    targets: targets.filter(mayUse).toSorted((one, other) => rank(one) - rank(other)),
    label: isProduction ? 'production' : 'other',
    reason: `${caller.project} in ${caller.environment}`,
  };
}
