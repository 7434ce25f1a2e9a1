import type { DeclaredTarget } from '../../config/declared';
import { mockOrigin } from '../../exchange/mock-origin';
import type { RemovalInput } from './plan-removal';
import { nameModel } from './present';

/** What becomes of others' groups when the demo's mock ends. */
export interface WithoutMock {
  /** Groups that go, because nothing else stood behind them. */
  emptied: ReadonlySet<string>;
  /** The targets that are left to those that stay. */
  reduced: ReadonlyMap<string, DeclaredTarget[]>;
}

/**
 * The mock's server ends with the demo, so that none of its models can be left as a target, whoever made the group. A model that
 * the file declares under the same name is another one, and takes its place.
 */
export function leaveMock({ present, declared, manager }: Omit<RemovalInput, 'holdings' | 'org'>): WithoutMock {
  const emptied = new Set<string>();
  const reduced = new Map<string, DeclaredTarget[]>();
  if (manager === 'demo') return { emptied, reduced };
  const again = new Set(declared.providers.flatMap(({ id, models }) => models.map((model) => nameModel(id, model.id))));
  const ends = ({ provider, model }: DeclaredTarget) => {
    const place = present.providers.get(provider);
    return (
      place?.managedBy === 'demo' && place.baseUrl.startsWith(mockOrigin) && !again.has(nameModel(provider, model))
    );
  };
  const written = new Set(declared.groups.map(({ id }) => id));
  for (const [id, { managedBy, targets }] of present.groups) {
    if (managedBy === 'demo' || written.has(id) || !targets.some(ends)) continue;
    const left = targets.filter((target) => !ends(target));
    if (left.length === 0) emptied.add(id);
    else reduced.set(id, withoutSilentWeights(left));
  }
  return { emptied, reduced };
}

/** Targets that the mock was put before with all the weight: no traffic comes to them that nobody asked for. */
function withoutSilentWeights(left: DeclaredTarget[]): DeclaredTarget[] {
  const isSilent = left.every(({ enabled, weight }) => !enabled || weight === 0);
  return isSilent ? left.map((target) => ({ ...target, enabled: false })) : left;
}
