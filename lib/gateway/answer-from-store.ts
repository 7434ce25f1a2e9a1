import { type Holder, identifyHolder } from '../callers/authenticate-caller';
import { Fault } from '../faults/fault';
import type { Runtime } from '../runtime/runtime';
import { askStore, StoreAway } from '../usage/ask-store';
import { answerJson } from './endpoint';

type Ask<T> = Parameters<typeof askStore<T>>[1];

/**
 * Answers a holder from the store: their own usage and requests, of an inactive token too, since that is when they are looked
 * for. It takes a place of the process like any request, so that questions cannot pile up before a slow store.
 */
export function answerFromStore<T>(
  request: Request,
  question: (holder: Holder, runtime: Runtime) => { ask: Ask<T>; answer: (found: T) => unknown },
): Promise<Response> {
  return answerJson(request, async (runtime) => {
    const holder = identifyHolder(request.headers, runtime.snapshot.current(), Date.now());
    const { ask, answer } = question(holder, runtime);
    const place = runtime.inFlight.enter();
    try {
      return { body: answer(await askStore(runtime.store, ask)) };
    } catch (error) {
      if (!(error instanceof StoreAway)) throw error;
      throw new Fault('store-unavailable', { retryAfterSeconds: 5, internal: error.message });
    } finally {
      place.release();
    }
  });
}
