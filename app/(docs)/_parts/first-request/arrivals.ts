import type { RequestStory } from '@/app/_visit/request-story';

/** What is to be told of the requests that have come. */
export interface ArrivalView {
  /** Has any been answered? */
  answered: boolean;
  /** The newest, where it failed although others were answered: it is what its reader wants to know about. */
  failed: RequestStory | null;
  /** The others, newest first; one that was answered is among them where there is one. */
  others: readonly RequestStory[];
}

const mostShown = 5;

/** Of all that are known, newest first, what is shown. */
export function viewArrivals(stories: readonly RequestStory[]): ArrivalView {
  const answer = stories.find(wasAnswered);
  const newest = stories.slice(0, mostShown);
  const shown = answer && !newest.includes(answer) ? [...newest.slice(0, -1), answer] : newest;
  const [first, ...rest] = shown;
  return answer && first && hasFailed(first)
    ? { answered: true, failed: first, others: rest }
    : { answered: answer !== undefined, failed: null, others: shown };
}

export function wasAnswered({ outcome }: RequestStory): boolean {
  return outcome === 'completed';
}

function hasFailed({ outcome }: RequestStory): boolean {
  return outcome === 'refused' || outcome === 'failed';
}

/** What is new, before what was known. */
export function joinArrivals(
  fresh: readonly RequestStory[],
  known: readonly RequestStory[],
  most: number,
): readonly RequestStory[] {
  const ids = new Set(fresh.map(({ id }) => id));
  return [...fresh, ...known.filter(({ id }) => !ids.has(id))].slice(0, most);
}
