import { operatorAnswer } from '@/lib/gateway/operator-answer';
import { findRuntime } from '@/lib/runtime/runtime';

/** 200 once the declared configuration is applied and the snapshot loaded; 503 before, and while a shutdown drains. */
export function GET(request: Request): Response {
  const runtime = findRuntime();
  if (!runtime) return operatorAnswer(request, { status: 'starting' }, 503);
  if (runtime.draining) return operatorAnswer(request, { status: 'draining' }, 503);
  return operatorAnswer(request, { status: 'ready', policy_version: runtime.snapshot.current().version });
}
