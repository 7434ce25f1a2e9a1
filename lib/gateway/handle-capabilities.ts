import { identifyHolder, requireActive } from '../callers/authenticate-caller';
import { capabilityTable } from '../dialects/capability-table';
import { answerJson } from './endpoint';

/** `GET /v1/capabilities`: what is carried, bridged, left out or refused between each pair of dialects. */
export function handleCapabilities(request: Request): Promise<Response> {
  return answerJson(request, (runtime) => {
    requireActive(identifyHolder(request.headers, runtime.snapshot.current(), Date.now()));
    return { body: capabilityTable() };
  });
}
