import { askRouter } from './ask-router';
import { RequestList, type RequestStory } from './request-story';

/** Newest first, and the server's own clock; null where it could not be asked. */
export interface Asked {
  stories: readonly RequestStory[];
  serverTime: number;
}

/** More than are shown: whether there was an answer yet is looked for further back. */
const mostAsked = '20';

/** Asks `GET /v1/requests` for what came after a cursor, or for the last few. */
export async function askRequests(token: string, after: string | null, signal: AbortSignal): Promise<Asked | null> {
  const query = new URLSearchParams({ limit: mostAsked, ...(after === null ? {} : { after }) });
  const answer = await askRouter({ path: `/v1/requests?${query}`, answers: RequestList }, token, signal);
  if (answer.kind !== 'answered') return null;
  return { stories: answer.value.data, serverTime: answer.at ?? Date.now() };
}
