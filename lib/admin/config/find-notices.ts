import type { Declared, DeclaredGroup } from '../../config/declared';
import type { Strategy } from '../../routing/strategies';
import { defaults } from '../../snapshot/build-structure';
import { nameModel, type Present } from './present';

/** What a right file says in vain, in words: it is no mistake, and yet not what whoever wrote it expects. */
export function findNotices(
  declared: Declared,
  present: Pick<Present, 'groups' | 'models' | 'prices' | 'policies'>,
): string[] {
  return [
    ...findIdlePriorities(declared),
    ...findUnreachedTimeouts(declared),
    ...findUnreachedAttempts(declared),
    ...findUnaskedValidate(declared, present),
    ...findUnpriced(declared, present),
    ...findUntiered(declared, present),
  ];
}

function findIdlePriorities({ groups }: Declared): string[] {
  return groups
    .filter(({ strategy, targets }) => !readsPriority.has(strategy) && targets.some(({ priority }) => priority !== 0))
    .map(
      ({ id, strategy }) =>
        `group "${id}" gives its targets a priority, which is read by failover only: its strategy is ${strategy}`,
    );
}

/** A policy is told of it, and may do with it what it likes. */
const readsPriority: ReadonlySet<Strategy> = new Set(['failover', 'script']);

/** Where the file gives the total itself, this is a mistake (lib/config/check-bounds.ts). */
function findUnreachedTimeouts({ providers }: Declared): string[] {
  return providers.flatMap(({ id, timeouts: { firstByteMs, idleMs, totalMs } }) =>
    Object.entries({ first_byte_ms: firstByteMs, idle_ms: idleMs })
      .filter(([, value]) => totalMs === null && value !== null && value > defaults.totalMs)
      .map(
        ([field, value]) =>
          `provider "${id}" has ${field} ${value}, which is never reached: total_ms is ${defaults.totalMs} when left out`,
      ),
  );
}

/** Asking the next target for a right answer is one of the group's tries. */
function findUnreachedAttempts({ groups }: Declared): string[] {
  return groups.flatMap(({ id, validation, retry }) => {
    const tries = retry.attempts ?? defaults.attempts;
    const asked = validation?.attempts ?? 0;
    if (asked < tries) return [];
    return `group "${id}" asks ${asked} more targets for an answer that passes, and retry.attempts leaves ${tries - 1}`;
  });
}

/** Of a source that is new nobody knows yet. */
function findUnaskedValidate({ groups, policies = [] }: Declared, present: Pick<Present, 'policies'>): string[] {
  const declared = new Map(policies.map(({ id, source }) => [id, source]));
  return groups.flatMap(({ id, policy, validation }) => {
    if (!policy || !validation?.rules.some(({ rule }) => rule === 'policy')) return [];
    const known = present.policies.get(policy);
    if (!known || known.hasValidate || (declared.get(policy) ?? known.source) !== known.source) return [];
    return `group "${id}" holds answers to its policy, and "${policy}" has no validate: every answer passes`;
  });
}

/** Below a ceiling what a model would cost has to be known. */
function findUnpriced(declared: Declared, { prices }: Pick<Present, 'prices'>): string[] {
  const priced = new Set(prices.keys());
  for (const [name, { price }] of modelsOf(declared)) if (price) priced.add(name);
  return declared.groups.flatMap((group) => {
    const without = group.ceilingUsd ? namesOf(group).filter((name) => !priced.has(name)) : [];
    if (without.length === 0) return [];
    return `group "${group.id}" has a ceiling, and no price is declared of ${list(without)}: it gets no request`;
  });
}

/** A token's tier leaves out what has none. */
function findUntiered(declared: Declared, { groups, models }: Pick<Present, 'groups' | 'models'>): string[] {
  const tokens = declared.callers.flatMap((caller) => caller.tokens);
  const bounded = tokens.filter(({ tier }) => tier !== null && tier !== undefined);
  if (bounded.length === 0) return [];
  const tiers = new Map([...models].map(([name, { tier }]) => [name, tier ?? null]));
  for (const [name, { tier }] of modelsOf(declared)) tiers.set(name, tier ?? null);
  const all = new Map([...groups, ...declared.groups.map((group) => [group.id, group] as const)]);
  const allowed = new Set(bounded.flatMap(({ allow }) => allow));
  const names = [...allowed].flatMap((id) => namesOf(all.get(id)));
  const without = [...new Set(names)].filter((name) => (tiers.get(name) ?? null) === null);
  if (without.length === 0) return [];
  return [`tokens with a tier do not reach ${list(without)}, of which no tier is declared`];
}

function modelsOf({ providers }: Declared) {
  return providers.flatMap(({ id, models }) => models.map((model) => [nameModel(id, model.id), model] as const));
}

function namesOf(group: DeclaredGroup | undefined): string[] {
  return (group?.targets ?? [])
    .filter(({ enabled }) => enabled)
    .map(({ provider, model }) => nameModel(provider, model));
}

const mostNames = 5;

function list(names: readonly string[]): string {
  const more = names.length - mostNames;
  return more > 0 ? `${names.slice(0, mostNames).join(', ')} and ${more} more` : names.join(', ');
}
