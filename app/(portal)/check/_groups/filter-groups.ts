import type { GroupDetails } from '@/app/_visit/token-answer';
import { abilities } from './abilities';
import { clients } from './clients';

/** Groups that fit every word: by name, alias or title, or by what they can do and whom they serve. */
export function filterGroups(groups: readonly GroupDetails[], wanted: string): readonly GroupDetails[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 ? groups : groups.filter((group) => words.every((word) => said(group).includes(word)));
}

function said(group: GroupDetails): string {
  return [
    group.id,
    ...group.aliases,
    group.title ?? '',
    ...abilities.flatMap(({ name, short }) => (group.can[name] ? [short] : [])),
    ...clients.flatMap(({ id, name }) => (group.clients[id].works ? [name] : [])),
  ]
    .join('\n')
    .toLowerCase();
}
