import type { StreamSignal } from '../../exchange/events';
import { Delivered } from '../delivered';
import type { RelayContext, StreamOutput, StreamRelay } from '../dialect';
import { isObject, parseJson } from '../json-values';
import { editMembers } from './edit-json';
import { markItem, markResponse } from './mark-response';
import { failureCode } from './parse-events';
import { failedFrame } from './render-fault';
import { responseObject } from './response-object';
import { parseUsage } from './usage';

type Wire = Record<string, unknown>;

/**
 * A stream whose both ends speak Responses: frames pass through untouched but for the model's name in the response objects
 * and, where they are needed, the marks on ids and ciphers. Events that are not known here pass as well.
 */
export function openSameStream(context: RelayContext): StreamRelay {
  const { marks, maker } = context;
  const delivered = new Delivered();
  let sequence = -1;
  /** The text of the last response object that the caller was shown: what a failure goes on from. */
  let shown: string | null = null;

  function step(data: string, event: string | null): StreamOutput {
    if (data === '[DONE]') return { signals: [], text: '' };
    const frame = parseJson(data);
    if (!isObject(frame)) return malformed;
    if (typeof frame.sequence_number === 'number') sequence = frame.sequence_number;
    const type = typeof frame.type === 'string' ? frame.type : event;
    deliver(type, frame, delivered);
    const text = rewrite(data, frame).replaceAll('\n', '\ndata: ');
    return {
      signals: signalsOf(type, frame),
      text: event === null ? `data: ${text}\n\n` : `event: ${event}\ndata: ${text}\n\n`,
    };
  }

  /** Only frames that hold a response, or an item with a cipher, are taken apart. */
  function rewrite(data: string, frame: Wire): string {
    if (isObject(frame.response)) {
      return editMembers(data, (name, value) => {
        if (name !== 'response' || !value.startsWith('{')) return value;
        shown = markResponse(value, context);
        return shown;
      });
    }
    if (!marks || !isObject(frame.item) || !frame.item.encrypted_content) return data;
    return editMembers(data, (name, value) => (name === 'item' ? markItem(value, maker) : value));
  }

  return {
    delivered,
    step,
    end: () => ({ signals: [], text: '' }),
    fail(fault, faultContext) {
      const known = shown === null ? null : parseJson(shown);
      const begun = isObject(known)
        ? known
        : responseObject({ ...context, request: unsaid(context) }, { status: 'failed', output: [], usage: null });
      return failedFrame(begun, sequence + 1, fault, faultContext);
    },
  };
}

/** Nothing of the request is repeated in a failure that comes before the upstream's own first word. */
function unsaid({ request }: RelayContext): RelayContext['request'] {
  return { ...request, source: { text: '{}', value: {}, members: [] } };
}

const content: StreamSignal = { type: 'content' };
const malformed: StreamOutput = { signals: [{ type: 'error', code: 'malformed' }], text: '' };

const onlyContent: readonly StreamSignal[] = [content];
const nothing: readonly StreamSignal[] = [];

/** Nearly every frame is the next words: it makes no new objects. */
function signalsOf(type: string | null, frame: Wire): readonly StreamSignal[] {
  if (type?.endsWith('.delta')) return frame.delta === '' || frame.delta === undefined ? nothing : onlyContent;
  switch (type) {
    case 'response.output_item.added':
      return isObject(frame.item) && (frame.item.type === 'function_call' || frame.item.type === 'custom_tool_call')
        ? onlyContent
        : nothing;
    case 'response.completed':
    case 'response.incomplete':
      return [...usageOf(frame), { type: 'end' }];
    case 'response.failed':
    case 'response.cancelled':
    case 'error':
      return [...usageOf(frame), { type: 'error', code: failureCode(frame) }];
    default:
      return nothing;
  }
}

function deliver(type: string | null, { delta, item }: Wire, delivered: Delivered): void {
  if (type?.endsWith('.delta')) delivered.add(delta);
  else if (type === 'response.output_item.added' && isObject(item)) delivered.add(item.name);
}

function usageOf({ response }: Wire): StreamSignal[] {
  const usage = isObject(response) ? parseUsage(response.usage) : null;
  return usage ? [{ type: 'usage', usage }] : [];
}
