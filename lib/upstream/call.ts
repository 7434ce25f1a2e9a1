import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { isEgressRefusal } from '../egress/egress-refusal';
import { AttemptFailure } from './failure';
import { Inbox } from './inbox';
import { type Timeouts, Watch } from './watch';

export interface UpstreamRequest {
  origin: string;
  /** The whole of it, a query included. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  timeouts: Timeouts;
  /** Time to first content, where the group has a deadline of its own. */
  attemptMs: number | null;
  /** Told that the request is on its way. */
  meter: { isSent: boolean };
}

/** One call that has answered with a status. Everything it throws is an AttemptFailure. */
export interface UpstreamAnswer {
  status: number;
  header(name: string): string | undefined;
  /** What has come of the body since the last call, or null at its end. */
  read(): Promise<Buffer | null>;
  hasContent(): void;
  /** Ends the call, in whatever state it is. Safe to call more than once. */
  close(): void;
}

/** How a call that is under way is ended from this side: the caller left, or the router is shutting down. */
export interface CallControl {
  cancel: ((why?: 'cancelled' | 'stopped') => void) | null;
}

/**
 * Sends the request and waits for a status. `control.cancel` stops it, and the connection with it, at any time.
 *
 * It is undici's `dispatch` and not its `request`: the latter wraps every body in a Readable and every call in an
 * AbortSignal, which cost a third of a whole unary call (docs/decisions/2026-11-22-request-path-cpu.md).
 */
export function callUpstream(
  agent: Dispatcher,
  request: UpstreamRequest,
  control: CallControl,
): Promise<UpstreamAnswer> {
  return new Promise((resolve, reject) => {
    const { origin, path, headers, body } = request;
    agent.dispatch({ origin, path, method: 'POST', headers, body }, new Call(request, control, resolve, reject));
  });
}

/** One call on both of its sides: undici's handler, and what the attempt reads. */
class Call implements Dispatcher.DispatchHandler, UpstreamAnswer {
  status = 0;
  readonly #inbox = new Inbox();
  readonly #watch: Watch;
  readonly #control: CallControl;
  readonly #resolve: (answer: UpstreamAnswer) => void;
  readonly #reject: (failure: AttemptFailure) => void;
  readonly #onWait: () => void;
  readonly #meter: { isSent: boolean };
  #connection: Dispatcher.DispatchController | null = null;
  #headers: IncomingHttpHeaders = {};
  #over = false;

  constructor(
    request: UpstreamRequest,
    control: CallControl,
    resolve: (answer: UpstreamAnswer) => void,
    reject: (failure: AttemptFailure) => void,
  ) {
    this.#control = control;
    this.#meter = request.meter;
    this.#resolve = resolve;
    this.#reject = reject;
    this.#watch = new Watch(request.timeouts, request.attemptMs, (deadline, afterMs) =>
      this.#stop(
        new AttemptFailure('timeout', {
          internal: `${deadline} deadline of ${afterMs} ms passed`,
          ...(deadline === 'attempt' ? { waitedMs: afterMs } : {}),
        }),
      ),
    );
    this.#onWait = () => this.#watch.waiting();
    control.cancel = (why = 'cancelled') => this.#stop(new AttemptFailure(why));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#connection = controller;
    // Stopped while it waited for a connection: nothing has been sent, and nothing will be.
    if (this.#over) controller.abort(new AttemptFailure('cancelled'));
    else this.#meter.isSent = true;
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: IncomingHttpHeaders): void {
    if (status < 200 || this.#over) return;
    this.status = status;
    this.#headers = headers;
    this.#inbox.attach(controller);
    this.#resolve(this);
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#watch.heard();
    this.#inbox.put(chunk);
  }

  onResponseEnd(): void {
    this.#inbox.drained();
    this.#end(null);
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.#inbox.drained();
    const internal = reasonOf(error);
    // Where the guard lets nobody through is the deployment's own to mend.
    const before = isEgressRefusal(error) ? 'deployment' : 'unreachable';
    if (this.status === 0) this.#end(new AttemptFailure(before, { internal, cause: error }));
    else this.#end(new AttemptFailure('cut', { status: this.status, internal, cause: error }));
  }

  header(name: string): string | undefined {
    return textOf(this.#headers[name]);
  }

  read(): Promise<Buffer | null> {
    return this.#inbox.read(this.#onWait);
  }

  hasContent(): void {
    this.#watch.hasContent();
  }

  close(): void {
    if (this.#over) return;
    this.#end(null);
    this.#inbox.drain(() => this.#connection?.abort(new AttemptFailure('cancelled')));
  }

  /** The first end is the end: what comes after it is only its echo. */
  #end(failure: AttemptFailure | null): void {
    if (this.#over) return;
    this.#over = true;
    this.#watch.stop();
    this.#control.cancel = null;
    if (failure === null) this.#inbox.end();
    else if (this.status === 0) this.#reject(failure);
    else this.#inbox.fail(failure);
  }

  #stop(failure: AttemptFailure): void {
    this.#end(failure);
    this.#connection?.abort(failure);
  }
}

function textOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : '';
  return code + error.message;
}
