import { makerOf } from './provenance';

/** OpenAI takes 64 characters of a user's id at most: a longer one keeps its beginning and is told apart by a hash of the whole. */
export function shortId(id: string): string {
  return id.length <= 64 ? id : `${id.slice(0, 47)}-${makerOf(id)}`;
}
