import type { RelayContext } from '../dialect';

/** What translation writes is all in this version, and needs no beta. */
export const version = '2023-06-01';

export function translatedHeaders(): Record<string, string> {
  return { 'anthropic-version': version };
}

/** The caller's own version and betas: all of them to Anthropic, elsewhere those that the provider is known to take. */
export function sameHeaders({ request, betas }: RelayContext): Record<string, string> {
  const { anthropicVersion, anthropicBetas } = request.headers;
  const passed = anthropicBetas.filter((beta) => betas === null || betas.has(beta));
  return {
    'anthropic-version': anthropicVersion ?? version,
    ...(passed.length > 0 ? { 'anthropic-beta': passed.join(',') } : {}),
  };
}

/**
 * Top-level members that go with a beta: a provider that does not take the one refuses the other (field-failures 21). Only
 * those that do no harm when left out; of any other the upstream says itself that it does not know it.
 */
const membersOfBetas: readonly (readonly [beta: string, member: string])[] = [
  ['context-management-', 'context_management'],
  ['fast-mode-', 'speed'],
];

export function droppedMembers({ request, betas }: RelayContext): ReadonlySet<string> {
  if (betas === null) return none;
  const filtered = request.headers.anthropicBetas.filter((beta) => !betas.has(beta));
  if (filtered.length === 0) return none;
  return new Set(
    membersOfBetas.flatMap(([name, member]) => (filtered.some((beta) => beta.startsWith(name)) ? [member] : [])),
  );
}

const none: ReadonlySet<string> = new Set();
