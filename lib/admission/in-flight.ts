import { Fault } from '../faults/fault';

export interface InFlightLimits {
  maxRequests: number;
  maxBytes: number;
}

/** What one request holds of the process's memory and places until it is released. */
export interface Place {
  /** Asks for room for more bytes, of its body or of an answer that is held back; throws `overloaded` where there is none. */
  reserve(bytes: number): void;
  /** Gives back some of them. */
  free(bytes: number): void;
  release(): void;
}

export interface InFlightGate {
  enter(): Place;
  readonly requests: number;
  readonly bytes: number;
}

/**
 * How many requests, and how many bytes of bodies and of answers held back, this process holds at once. It protects the process, not a budget: past
 * it a request is refused at once with 503 and Retry-After, because queueing would only move the memory elsewhere.
 */
export function createInFlightGate(limits: InFlightLimits): InFlightGate {
  let requests = 0;
  let bytes = 0;
  return {
    enter() {
      if (requests >= limits.maxRequests) throw new Fault('overloaded', { retryAfterSeconds: 1 });
      requests += 1;
      let held = 0;
      let released = false;
      return {
        reserve(more) {
          // Whoever has left holds nothing, though what they were sent still comes in.
          if (released) return;
          // A body larger than the whole cap could never be let in; alone, it may.
          if (bytes + more > limits.maxBytes && bytes > held) throw new Fault('overloaded', { retryAfterSeconds: 1 });
          bytes += more;
          held += more;
        },
        free(some) {
          if (released) return;
          bytes -= some;
          held -= some;
        },
        release() {
          if (released) return;
          released = true;
          requests -= 1;
          bytes -= held;
        },
      };
    },
    get requests() {
      return requests;
    },
    get bytes() {
      return bytes;
    },
  };
}
