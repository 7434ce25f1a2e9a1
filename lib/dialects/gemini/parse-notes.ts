import type { Annotation, TokenLogprob } from '../../exchange/events';
import { isObject, numberOrNull, textOrNull } from '../json-values';

/** What a candidate says it read. Places in the text are left out: Google counts them in bytes. */
export function parseAnnotations(candidate: Record<string, unknown>): Annotation[] {
  const { groundingMetadata: grounding, citationMetadata: citations } = candidate;
  const chunks = listOf(isObject(grounding) ? grounding.groundingChunks : null).map((chunk) => chunk.web);
  const sources = isObject(citations) ? listOf(citations.citationSources ?? citations.citations) : [];
  const seen = new Set<string>();
  return [...chunks, ...sources].flatMap((source) => {
    const url = isObject(source) ? textOrNull(source.uri) : null;
    if (!isObject(source) || url === null || seen.has(url)) return [];
    seen.add(url);
    return [{ url, title: textOrNull(source.title), start: null, end: null }];
  });
}

export function parseLogprobs(candidate: Record<string, unknown>): TokenLogprob[] | null {
  const { logprobsResult: result } = candidate;
  if (!isObject(result) || !Array.isArray(result.chosenCandidates)) return null;
  const tops = listOf(result.topCandidates);
  return listOf(result.chosenCandidates).map((chosen, index) => ({
    ...parseLogprob(chosen),
    top: listOf(tops[index]?.candidates).map(parseLogprob),
  }));
}

/** A log probability of zero is left out by Google's JSON. */
function parseLogprob(entry: Record<string, unknown>) {
  return { token: textOrNull(entry.token) ?? '', logprob: numberOrNull(entry.logProbability) ?? 0, bytes: null };
}

function listOf(value: unknown): Record<string, unknown>[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
