import { readVisit, useVisit, type Visit } from './visit';

/** A token for this visit that works, and what an example needs to know of it. */
export interface Held {
  token: string;
  /** The public part of the token. */
  id: string;
  user: string;
  project: string;
  groups: readonly string[];
  /** The group that examples name. */
  model: string;
  /** When it was put in, by this browser’s clock, epoch milliseconds. */
  since: number;
}

/** What a page's examples are filled in with, or null: then they say what belongs there. */
export function useHeld(): Held | null {
  return heldBy(useVisit());
}

/** For what happens at a press of a button, outside of rendering. */
export function readHeld(): Held | null {
  return heldBy(readVisit());
}

export const unknownModel = 'default';
export const unknownToken = 'your caller token';

function heldBy(visit: Visit | null): Held | null {
  if (visit?.finding.kind !== 'known' || visit.finding.token.status !== 'active') return null;
  const { id, user, project, group_details } = visit.finding.token;
  const groups = group_details.map((group) => group.id);
  return { token: visit.token, id, user, project, groups, model: visit.model ?? unknownModel, since: visit.since };
}
