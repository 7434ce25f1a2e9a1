import { methods } from '../../runtime/methods';
import { answerAdmin } from '../door';
import type { FoundVerb } from '../find-verb';
import { metricsVerbs } from './verbs';

/** `/metrics`, where Prometheus looks for it: the verb of the admin API at one more address, and for the same people. */
export function answerMetrics(request: Request): Promise<Response> {
  return answerAdmin(request, findHere);
}

function findHere({ method }: Request): FoundVerb {
  const allow = methods.filter((each) => each === 'GET' || each === 'HEAD');
  const isTaken = allow.some((each) => each === method);
  return { verb: isTaken ? metricsVerbs['metrics.read'] : null, parts: {}, allow };
}
