import { keepAliveFrame } from '../dialects/dialect';
import type { Fault } from '../faults/fault';
import type { Runtime } from '../runtime/runtime';
import { agentFor } from '../upstream/agent';
import type { Attempt } from '../upstream/attempt';
import { AttemptFailure } from '../upstream/failure';
import { type AnswerStream, openAnswerStream } from '../upstream/open-answer-stream';
import type { AnswerJudge } from './answer-judge';
import { openJudged } from './open-judged';
import type { Plan } from './plan';
import { routerHeaders } from './router-headers';
import type { Run } from './run';
import { tryTargets } from './try-targets';

/** How long a stream may be silent towards the caller before a comment says that it lives. */
const KEEP_ALIVE_MS = 15_000;

/** How many keep-alives a caller may leave unread, two minutes' worth, before they count as gone: they hold a place. */
const UNREAD_KEEP_ALIVES = 8;

export interface StreamEnd {
  /**
   * The frames that tell the caller of a failure after the status has gone out; it also settles the run. The stream is what
   * they go on from, or null where nothing but comments was sent.
   */
  renderFailure(error: unknown, stream: AnswerStream | null): string;
}

/**
 * Carries out a plan whose answer streams, in two phases (design rule 4). Until the first content nothing is sent: a failure
 * goes to the next target and the status stays honest. If that takes longer than `holdMs` the 200 goes out with keep-alive
 * comments and the search goes on behind it. From then on a failure is the dialect's own error event.
 */
export async function answerStream(
  runtime: Runtime,
  plan: Plan,
  run: Run,
  judge: AnswerJudge | null,
  end: StreamEnd,
): Promise<Response> {
  const opening = openFirst(runtime, plan, run, judge);
  const held = await withinHold(opening, runtime.settings.holdMs);
  const headers = () => ({ ...routerHeaders(plan, run), ...run.validation });
  const told = () => (held ? '' : commentOf(headers()));
  return new Response(createPullLoop(opening, run, end, held, told), {
    status: 200,
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-store, no-transform',
      // nginx and its kin would gather frames into buffers.
      'x-accel-buffering': 'no',
      'x-request-id': run.requestId,
      ...(held ? headers() : {}),
    },
  });
}

function openFirst(runtime: Runtime, plan: Plan, run: Run, judge: AnswerJudge | null): Promise<AnswerStream> {
  const open = (attempt: Attempt) => openAnswerStream(agentFor(attempt.target, runtime), attempt);
  if (judge) return openJudged(runtime, plan, run, judge, open);
  return tryTargets(runtime, plan, run, async (attempt) => {
    const stream = await open(attempt);
    run.markFirstToken();
    return stream;
  });
}

/** The stream if it opens in time, null if the status must go out before; a failure in time is thrown. */
async function withinHold(opening: Promise<AnswerStream>, holdMs: number): Promise<AnswerStream | null> {
  let timer: NodeJS.Timeout | undefined;
  const hold = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), holdMs);
  });
  try {
    return await Promise.race([opening, hold]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * One pull loop by hand, with nothing piped. Whole frames only are ever enqueued, so that a keep-alive between two of them
 * stands at an event boundary. `cancel` is the caller leaving; it reaches the upstream through the run.
 */
function createPullLoop(
  opening: Promise<AnswerStream>,
  run: Run,
  end: StreamEnd,
  opened: AnswerStream | null,
  /** What the headers could not say any more, once it is known who answers. */
  told: () => string,
): ReadableStream {
  const encoder = new TextEncoder();
  let stream = opened;
  let first = opened?.first ?? '';
  let sentAt = performance.now();
  let keepAlive: NodeJS.Timeout;
  let unread = 0;

  function send(controller: ReadableStreamDefaultController, text: string): void {
    sentAt = performance.now();
    controller.enqueue(encoder.encode(text));
  }

  /** One timer that looks again, instead of one put off by every chunk. */
  function keepAliveIn(ms: number, controller: ReadableStreamDefaultController): void {
    keepAlive = setTimeout(() => {
      if (run.cancelled) return;
      const left = sentAt + KEEP_ALIVE_MS - performance.now();
      if (left >= 1) {
        keepAliveIn(left, controller);
        return;
      }
      // A caller who is behind with reading needs no sign of life, and gives none.
      const isBehind = (controller.desiredSize ?? -1) < 0;
      if (!isBehind) send(controller, keepAliveFrame);
      unread = isBehind ? unread + 1 : 0;
      if (unread < UNREAD_KEEP_ALIVES) {
        keepAliveIn(KEEP_ALIVE_MS, controller);
        return;
      }
      run.cancel();
      controller.error(new Error('the caller does not read'));
    }, Math.ceil(ms));
  }

  function finish(controller: ReadableStreamDefaultController, lastWords: string): void {
    clearTimeout(keepAlive);
    stream?.close();
    if (run.cancelled) return;
    if (lastWords) controller.enqueue(encoder.encode(lastWords));
    controller.close();
  }

  return new ReadableStream(
    {
      start(controller) {
        keepAliveIn(KEEP_ALIVE_MS, controller);
        if (!opened) send(controller, keepAliveFrame);
      },
      async pull(controller) {
        try {
          if (!stream) {
            stream = await opening;
            first = told() + stream.first;
          }
          const text = first || (await stream.next());
          first = '';
          if (text !== null) {
            send(controller, text);
            return;
          }
          run.endAttempt('answered', 200);
          run.settle('completed', 200, null);
          finish(controller, '');
        } catch (error) {
          finish(controller, run.cancelled ? '' : end.renderFailure(error, stream));
        }
      },
      cancel() {
        clearTimeout(keepAlive);
        run.cancel();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Headers that came too late, as a comment: programs skip it, and whoever looks for a cause finds it. */
function commentOf(headers: Record<string, string>): string {
  const words = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `: ${words.join('; ')}\n\n`;
}

/** A failure after the status has gone out is a 200 to its caller, and so to the record: its fault says what it would have been. */
export function settleFailure(run: Run, error: unknown, fault: Fault): void {
  if (error instanceof AttemptFailure) run.reportFailure(error);
  run.endAttempt(error instanceof AttemptFailure ? error.failure : 'internal', 200);
  run.settle('failed', 200, fault.code);
}
