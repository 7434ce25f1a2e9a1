import { identifyHolder } from '../callers/authenticate-caller';
import { randomOf } from '../routing/digest';
import { requestIdOf } from '../runtime/request-id';
import { answerJson } from './endpoint';
import { explainExchange, explainUnreadable } from './explain';
import { conditionsOf } from './make-plan';
import { readExplained } from './read-explained';
import { readRequestBody } from './read-request-body';

/**
 * `POST /v1/route/explain`: what a request would come to, whichever of the three APIs it is for, or one that is described by its
 * features alone. Nothing is sent to a provider, nothing recorded, nothing counted, nothing logged. Inactive tokens are answered too; no policy is run for them.
 */
export function handleExplain(request: Request): Promise<Response> {
  return answerJson(request, async (runtime) => {
    const snapshot = runtime.snapshot.current();
    const now = Date.now();
    const holder = identifyHolder(request.headers, snapshot, now);
    const place = runtime.inFlight.enter();
    try {
      const text = await readRequestBody(request, place, runtime.settings.maxBodyBytes);
      const asked = new URL(request.url).searchParams.get('endpoint');
      const explained = readExplained(text, asked, request.headers);
      const { endpoint, model } = explained;
      if (explained.fault) return { body: explainUnreadable(explained.fault, endpoint, model, holder) };
      const random = randomOf(requestIdOf(request.headers));
      const conditions = conditionsOf(runtime, { now, random, headers: request.headers });
      const context = { snapshot, holder, conditions, sandbox: runtime.sandbox, admission: runtime.admission };
      return { body: await explainExchange(explained.request, endpoint, context) };
    } finally {
      place.release();
    }
  });
}
