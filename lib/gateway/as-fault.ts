import type { FaultCode } from '../faults/catalogue';
import { Fault, isFault } from '../faults/fault';
import type { Log } from '../telemetry/log';
import { AttemptFailure, type FailureClass } from '../upstream/failure';

/** Any error as a fault of the catalogue: expected ones as they are, the rest logged and told as `internal`. */
export function asFault(error: unknown, log: Log, requestId: string): Fault {
  if (isFault(error)) {
    if (error.entry.status >= 500)
      log.warn({ requestId, fault: error.code, internal: error.options.internal }, error.message);
    return error;
  }
  if (error instanceof AttemptFailure) {
    const { code, ...words } = brokenOff[error.failure] ?? {
      code: 'upstream-failed',
      message: 'The answer broke off before its end.',
    };
    return new Fault(code, { ...words, internal: error.message });
  }
  log.error({ requestId, error }, 'unexpected error');
  return new Fault('internal');
}

/** What the caller of an answer that had begun is told; the attempt itself is in the log already (run.reportFailure). */
const brokenOff: Partial<Record<FailureClass, { code: FaultCode; message: string; retryAfterSeconds?: number }>> = {
  timeout: { code: 'upstream-timeout', message: 'The answer broke off: nothing more of it came in time.' },
  stopped: {
    code: 'overloaded',
    message: 'The router is shutting down and could not wait for the end of this answer.',
    // Another replica may take it at once; a router that is alone is back about then.
    retryAfterSeconds: 1,
  },
};
