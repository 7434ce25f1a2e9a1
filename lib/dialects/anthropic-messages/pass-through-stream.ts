import type { StreamSignal } from '../../exchange/events';
import { Delivered } from '../delivered';
import type { RelayContext, StreamOutput, StreamRelay } from '../dialect';
import { applyEdits, type Edit, findMembers } from '../json-members';
import { isObject, parseJson } from '../json-values';
import { errorType } from './parse-fault';
import { messageStop } from './render-events';
import { renderFaultEvent } from './render-fault';
import { markText } from './same-marks';
import { openUsage } from './usage';

type Wire = Record<string, unknown>;

/**
 * A stream whose both ends speak Messages. Frames pass through untouched, unknown ones and `ping` among them, but for the
 * model's name in the first and the marks on signatures.
 */
export function openSameStream({ request, marks, maker }: RelayContext): StreamRelay {
  const readUsage = openUsage();
  const delivered = new Delivered();
  let started = false;
  let finished = false;

  function step(data: string, event: string | null): StreamOutput {
    const wire = parseJson(data);
    if (!isObject(wire)) return malformed;
    switch (wire.type) {
      case 'content_block_delta':
        deliverDelta(wire.delta, delivered);
        return {
          signals: isContent(wire.delta) ? onlyContent : nothing,
          text: frame(markDelta(data, wire), wire, event),
        };
      case 'content_block_start':
        deliverStart(wire.content_block, delivered);
        return { signals: startSignals(wire.content_block), text: frame(markStart(data, wire), wire, event) };
      case 'message_start': {
        // Clients take a second one for a second message (field-failures 4).
        if (started) return silent;
        started = true;
        const usage = isObject(wire.message) ? readUsage(wire.message.usage) : null;
        return { signals: usage ? [{ type: 'usage', usage }] : nothing, text: frame(renameModel(data), wire, event) };
      }
      case 'message_delta': {
        if (isObject(wire.delta) && typeof wire.delta.stop_reason === 'string') finished = true;
        const usage = readUsage(wire.usage);
        return { signals: usage ? [{ type: 'usage', usage }] : nothing, text: frame(data, wire, event) };
      }
      case 'message_stop':
        return finished ? { signals: ended, text: frame(data, wire, event) } : malformed;
      case 'error': {
        const code = isObject(wire.error) ? errorType(wire.error.type) : null;
        return { signals: [{ type: 'error', code }], text: '' };
      }
      default:
        return { signals: nothing, text: frame(data, wire, event) };
    }
  }

  function renameModel(data: string): string {
    return editMember(data, 'message', (message) => editMember(message, 'model', () => JSON.stringify(request.model)));
  }

  function markDelta(data: string, { delta }: Wire): string {
    if (!marks || !isObject(delta) || delta.type !== 'signature_delta') return data;
    return editMember(data, 'delta', (text) => markText(text, delta, maker));
  }

  function markStart(data: string, { content_block: block }: Wire): string {
    if (!marks || !isObject(block) || (block.type !== 'redacted_thinking' && block.type !== 'thinking')) return data;
    return editMember(data, 'content_block', (text) => markText(text, block, maker));
  }

  return {
    delivered,
    step,
    end: () => (finished ? { signals: ended, text: messageStop } : silent),
    fail: renderFaultEvent,
  };
}

const nothing: readonly StreamSignal[] = [];
const onlyContent: readonly StreamSignal[] = [{ type: 'content' }];
const ended: readonly StreamSignal[] = [{ type: 'end' }];
const silent: StreamOutput = { signals: nothing, text: '' };
const malformed: StreamOutput = { signals: [{ type: 'error', code: 'malformed' }], text: '' };

/** SDKs of this dialect know an event by its name: a server that leaves it out says it in the data. */
function frame(data: string, { type }: Wire, event: string | null): string {
  const lines = data.includes('\n') ? data.replaceAll('\n', '\ndata: ') : data;
  const name = event ?? (typeof type === 'string' ? type : null);
  return name === null ? `data: ${lines}\n\n` : `event: ${name}\ndata: ${lines}\n\n`;
}

function isContent(delta: unknown): boolean {
  if (!isObject(delta)) return false;
  for (const name in delta) if (name !== 'type' && delta[name] !== '' && delta[name] !== null) return true;
  return false;
}

function deliverDelta(delta: unknown, delivered: Delivered): void {
  if (!isObject(delta)) return;
  delivered.add(delta.text ?? delta.thinking ?? delta.partial_json);
}

function deliverStart(block: unknown, delivered: Delivered): void {
  if (!isObject(block)) return;
  delivered.add(block.name ?? block.text ?? block.thinking);
}

/** A text or a thought that begins is no content yet; a call, a cipher and what only Anthropic knows are. */
function startSignals(block: unknown): readonly StreamSignal[] {
  if (!isObject(block)) return nothing;
  if (block.type === 'text') return block.text === '' ? nothing : onlyContent;
  return block.type === 'thinking' && !block.thinking ? nothing : onlyContent;
}

function editMember(text: string, name: string, change: (value: string) => string): string {
  const edits: Edit[] = findMembers(text)
    .filter((member) => member.name === name)
    .map(({ valueStart: start, end }) => ({ start, end, text: change(text.slice(start, end)) }));
  return applyEdits(text, edits);
}
