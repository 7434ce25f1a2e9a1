import type { groupVersions } from '../../../db/schema';
import { AdminRefusal } from '../admin-refusal';

interface Stand {
  isThere: boolean;
  /** The last version that was kept of it. */
  latest: typeof groupVersions.$inferSelect | undefined;
  basedOn: number | null;
}

/** Whoever changes a group has to have seen what it is: what somebody else saved meanwhile is never overwritten unseen. */
export function refuseStale(id: string, { isThere, latest, basedOn }: Stand): void {
  // A group from before versions were kept is at its first.
  const number = isThere ? (latest?.number ?? 1) : null;
  if (number === basedOn) return;
  if (!latest) {
    if (!isThere) throw new AdminRefusal('not-found', `no group "${id}"; a new one is saved with "based_on": null`);
    throw new AdminRefusal(
      'conflict',
      `there is a group "${id}" already: look at it, and give "based_on": 1 to save over it`,
    );
  }
  const { actor, at } = latest;
  const did = isThere ? `saved version ${latest.number} of` : 'deleted';
  const todo = isThere
    ? `look at it, and give "based_on": ${latest.number} to save over it`
    : 'give "based_on": null to make it again';
  const since = { version: latest.number, actor, at: at.toISOString(), deleted: !isThere };
  throw new AdminRefusal('conflict', `${actor} ${did} group "${id}" at ${since.at}; ${todo}`, undefined, since);
}
