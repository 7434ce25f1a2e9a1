import { Dispatcher } from 'undici';

/**
 * Answers 200 with exactly these pieces, one a turn of the event loop, so that no socket joins or splits them.
 */
export class ScriptedDispatcher extends Dispatcher {
  constructor(readonly pieces: readonly Uint8Array[]) {
    super();
  }

  override dispatch(_options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    let aborted = false;
    const controller = {
      aborted: false,
      paused: false,
      reason: null,
      rawHeaders: null,
      rawTrailers: null,
      pause() {},
      resume() {},
      abort(reason: Error) {
        if (aborted) return;
        aborted = true;
        handler.onResponseError?.(controller, reason);
      },
    };
    const left = [...this.pieces];
    const step = () => {
      if (aborted) return;
      const piece = left.shift();
      if (piece === undefined) return handler.onResponseEnd?.(controller, {});
      handler.onResponseData?.(controller, Buffer.from(piece));
      setImmediate(step);
    };
    setImmediate(() => {
      handler.onRequestStart?.(controller, {});
      handler.onResponseStart?.(controller, 200, { 'content-type': 'text/event-stream' }, 'OK');
      setImmediate(step);
    });
    return true;
  }
}
