import type { StreamSignal } from '../../exchange/events';
import type { ExchangeRequest, SourceBody } from '../../exchange/request';
import { Delivered } from '../delivered';
import type { StreamOutput, StreamRelay } from '../dialect';
import { applyEdits, type Edit, findMembers, memberValue, removeMember } from '../json-members';
import { countOrNull, isObject, parseJson } from '../json-values';
import { createChunkState, doneMarker, isWhole, meterChunk } from './meter-chunk';
import { asksForUsage } from './pass-through-request';
import { renderFaultEvent } from './render-fault';

/**
 * A stream whose both ends speak openai-chat: frames pass through untouched but for the model's name and, for a caller who
 * did not ask for usage, what the router's own asking added (a last chunk without choices, and `"usage":null` in the others).
 */
export function openSameStream(request: ExchangeRequest): StreamRelay {
  const delivered = new Delivered();
  const state = createChunkState(choicesAsked(request.source), delivered);
  const hidesUsage = !asksForUsage(request.source);
  const rename = createRenamer(JSON.stringify(request.model), hidesUsage);

  function step(data: string, event: string | null): StreamOutput {
    if (data === doneMarker) return { signals: endSignals, text: endFrame };
    const chunk = parseJson(data);
    if (!isObject(chunk)) return { signals: malformedSignals, text: '' };
    const signals = meterChunk(state, chunk);
    if (hidesUsage && isUsageChunk(chunk)) return { signals, text: '' };
    const text = rename(data, chunk);
    return { signals, text: event === null ? `data: ${text}\n\n` : `event: ${event}\ndata: ${text}\n\n` };
  }

  return {
    delivered,
    step,
    end: () => (isWhole(state) ? { signals: endSignals, text: endFrame } : { signals: [], text: '' }),
    fail: renderFaultEvent,
  };
}

/** `n`, which is 1 where it is left out. */
function choicesAsked(source: SourceBody): number {
  return countOrNull(memberValue(source, 'n')) || 1;
}

const endFrame = `data: ${doneMarker}\n\n`;

const endSignals: readonly StreamSignal[] = [{ type: 'end' }];
const malformedSignals: readonly StreamSignal[] = [{ type: 'error', code: 'malformed' }];

/** The chunk that exists only to report usage. Usage merged into a chunk with choices is the upstream's own way: it stays. */
function isUsageChunk(chunk: Record<string, unknown>): boolean {
  return isObject(chunk.usage) && Array.isArray(chunk.choices) && chunk.choices.length === 0;
}

const nullUsage = ',"usage":null}';

/**
 * Puts the asked-for name in place of the upstream's. Chunks of one stream begin with the same bytes up to the model's name
 * and past it, so the beginning that was taken apart once is only compared afterwards; whatever differs is taken apart anew.
 */
function createRenamer(modelText: string, hidesUsage: boolean) {
  let beginning = '';
  let renamed = '';

  function takeApart(data: string, chunk: Record<string, unknown>): string {
    const members = findMembers(data);
    const edits: Edit[] = [];
    let names = 0;
    members.forEach((member, index) => {
      if (member.name === 'model') {
        names += 1;
        edits.push({ start: member.valueStart, end: member.end, text: modelText });
        beginning = data.slice(0, member.end);
        renamed = data.slice(0, member.valueStart) + modelText;
      } else if (hidesUsage && member.name === 'usage' && chunk.usage === null) {
        const removal = removeMember(members, index);
        if (removal) edits.push(removal);
      }
    });
    // Twice the same member: no beginning holds them both.
    if (names > 1) beginning = '';
    return applyEdits(data, edits);
  }

  return function rename(data: string, chunk: Record<string, unknown>): string {
    const known = beginning !== '' && data.startsWith(beginning) && !data.includes('"model"', beginning.length);
    const nulled = hidesUsage && chunk.usage === null;
    const isOneLine = !data.includes('\n');
    if (isOneLine && known && !nulled) return renamed + data.slice(beginning.length);
    if (isOneLine && known && data.endsWith(nullUsage)) {
      return `${renamed + data.slice(beginning.length, -nullUsage.length)}}`;
    }
    // A frame's data may hold line ends (a pretty-printed chunk): each line is a `data` line of its own again.
    const text = takeApart(data, chunk);
    return isOneLine ? text : text.replaceAll('\n', '\ndata: ');
  };
}
