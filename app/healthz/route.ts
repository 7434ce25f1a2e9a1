import { operatorAnswer } from '@/lib/gateway/operator-answer';

/** The process serves. Nothing else is asked of it: a store that is away is no reason to end a process that still routes. */
export function GET(request: Request): Response {
  return operatorAnswer(request, { status: 'ok' });
}
