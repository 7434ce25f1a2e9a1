import { hashToken } from '../callers/hash-token';
import type { Demo } from '../runtime/runtime';
import type { ModelGroup, Snapshot } from '../snapshot/snapshot';
import { type DemoGroup, demoGroups } from './groups';
import { realProviders } from './real-providers';
import type { DemoTokens } from './tokens';

/** The demo as the policy in force has it. Its good token is what it lives by: without it there is nothing to show. */
export function describeDemo(
  snapshot: Snapshot,
  tokens: DemoTokens,
  machine: Pick<Demo, 'models' | 'switchModel' | 'planRemoval' | 'remove'>,
): Demo | null {
  if (snapshot.tokens.get(hashToken(tokens.good))?.status !== 'active') return null;
  const first = snapshot.groups.get('default');
  return {
    provider: (first && realBehind(first)?.id) ?? 'mock',
    tokens,
    groups: demoGroups.flatMap((group) => {
      const present = snapshot.groups.get(group.id);
      return present ? [{ id: group.id, title: present.title ?? group.id, story: storyOf(group, present) }] : [];
    }),
    ...machine,
  };
}

function storyOf(group: DemoGroup, present: ModelGroup): string {
  if (!realBehind(present)) return group.story;
  const answers = present.targets.map(({ model }) => model.upstreamModel).join(', then ');
  const aliases = present.aliases.length > 0 ? `; also answers to ${present.aliases.join(', ')}` : '';
  return `answered by ${answers}${aliases}`;
}

function realBehind({ targets }: ModelGroup) {
  return realProviders.find(({ id }) => id === targets[0]?.provider.id);
}
