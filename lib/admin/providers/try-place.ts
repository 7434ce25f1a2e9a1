import { isEgressRefusal } from '../../egress/egress-refusal';
import { type GuardedAnswer, guardedRequest } from '../../egress/guarded-request';
import type { Quirk } from '../../exchange/quirks';
import { type Place, upstreamAddress, upstreamPath } from '../../providers/address';
import { modelsPath, type OfferedModel, parseModels } from '../../providers/models-list';
import { smallestCall } from '../../providers/smallest-call';
import { showsKey } from '../../providers/upstream-words';
import type { Runtime } from '../../runtime/runtime';
import { explainRefusal } from './check-place';
import { judgeAnswer } from './judge-answer';
import type { TryAnswer } from './rows';

export interface Trial {
  place: Place & { quirks: ReadonlySet<Quirk> };
  /** The pool that the place's requests go through. */
  agent: Runtime['upstream'];
  /** Asked for the smallest answer where the list says nothing of the key, or is none. */
  model: string | null;
}

/** Enough for every list there is: OpenRouter's has 2 MB. */
const maxListBytes = 8 * 1024 * 1024;
const maxAnswerBytes = 64 * 1024;
const callMs = 15_000;
const mostPages = 10;
const mostModels = 2_000;

/**
 * Asks a place whether it is there and takes its key: for its list of models, and, where that proves nothing, for the smallest
 * answer of one. Nothing of its bodies is told but a short message.
 */
export async function tryPlace(trial: Trial): Promise<TryAnswer> {
  const { place, model } = trial;
  const began = performance.now();
  const tell = (told: Omit<TryAnswer, 'latency_ms'>): TryAnswer => {
    return { ...told, latency_ms: Math.round(performance.now() - began) };
  };
  try {
    const listed = await askFor(trial, modelsPath(place.dialect, null));
    const models = listed.status === 200 ? parseModels(place.dialect, listed.text).models : null;
    const isOpen = models !== null && place.apiKey !== null && (await listsForAnybody(trial));
    if (model !== null && (isOpen || (models === null && isNoList(listed)))) {
      const { path, body } = smallestCall(place, model);
      const answer = await askFor(trial, path, body);
      return tell({ ...judgeAnswer(answer, place, { model }), models: models?.length ?? null });
    }
    return tell({ ...judgeAnswer(listed, place, { models, isOpen }), models: models?.length ?? null });
  } catch (error) {
    return tell({ ok: false, status: null, models: null, ...explainError(error, place) });
  }
}

/** The provider's own list, as much of it as anybody would pick from. Models whose name shows the key are left out. */
export async function listOffers(
  trial: Trial,
): Promise<{ models: OfferedModel[]; isCut: boolean } | { refused: Pick<TryAnswer, 'found' | 'mend'> }> {
  const { place } = trial;
  const models: OfferedModel[] = [];
  let next: string | null = null;
  try {
    for (let page = 0; page < mostPages; page += 1) {
      const answer = await askFor(trial, modelsPath(place.dialect, next));
      const read = answer.status === 200 ? parseModels(place.dialect, answer.text) : null;
      if (read === null || read.models === null) {
        const { found, mend } = judgeAnswer(answer, place, { models: null, isOpen: false });
        return { refused: { found, mend } };
      }
      models.push(...read.models.filter(({ id }) => !showsKey(id, place.apiKey)));
      next = read.next;
      if (next === null || models.length >= mostModels) break;
    }
  } catch (error) {
    return { refused: explainError(error, place) };
  }
  return { models: models.slice(0, mostModels), isCut: next !== null || models.length > mostModels };
}

function askFor({ place, agent }: Trial, path: string, body?: string): Promise<GuardedAnswer> {
  const address = upstreamAddress(place);
  const version: Record<string, string> =
    place.dialect === 'anthropic-messages' ? { 'anthropic-version': '2023-06-01' } : {};
  return guardedRequest(agent, {
    method: body === undefined ? 'GET' : 'POST',
    url: address.origin + upstreamPath(address, path),
    headers: { ...version, ...address.headers.whole },
    ...(body === undefined ? {} : { body }),
    totalMs: callMs,
    maxBytes: body === undefined ? maxListBytes : maxAnswerBytes,
  });
}

/** OpenRouter and many local servers list their models to everybody: then the list says nothing of the key. */
async function listsForAnybody(trial: Trial): Promise<boolean> {
  const place = { ...trial.place, apiKey: null };
  const { status } = await askFor({ ...trial, place }, modelsPath(place.dialect, null));
  return status === 200;
}

function isNoList({ status }: GuardedAnswer): boolean {
  return status === 200 || status === 404 || status === 405 || status === 501;
}

function explainError(error: unknown, { baseUrl }: Pick<Place, 'baseUrl'>): Pick<TryAnswer, 'found' | 'mend'> {
  if (isEgressRefusal(error)) return { found: explainRefusal(error.message), mend: null };
  const found = `${new URL(baseUrl).origin} cannot be reached: ${reasonOf(error)}`;
  return { found, mend: 'Is the address right, the provider up, and may this machine connect to it?' };
}

/** A code where there is one: a library's message may repeat what was sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed';
  if (error.name === 'TimeoutError') return `no whole answer in ${callMs / 1000} s`;
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}
