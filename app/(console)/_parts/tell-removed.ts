import type { DemoRemoval } from '@/lib/admin/demo/tell-removal';

/** What the removal of the demo did to what is not the demo's, in sentences. */
export function tellRemoved({ losses, kept }: Pick<DemoRemoval, 'losses' | 'kept'>): string {
  const tokens = losses.filter(({ kind }) => kind === 'token').length;
  const groups = losses.filter(({ kind }) => kind === 'group');
  const deleted = groups.filter(({ action }) => action === 'delete').length;
  const reduced = groups.length - deleted;
  return [
    deleted > 0 && `${count(deleted, 'group')} had no other targets and ${deleted === 1 ? 'was' : 'were'} deleted.`,
    reduced > 0 && `${count(reduced, 'group')} lost targets.`,
    tokens > 0 && `${count(tokens, 'token')} may no longer use a group that is gone.`,
    kept.length > 0 && `${count(kept.length, 'thing')} of the demo’s stayed, as the console’s.`,
  ]
    .filter((sentence) => sentence !== false)
    .join(' ');
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}
