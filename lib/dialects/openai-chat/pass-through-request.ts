import type { Quirk } from '../../exchange/quirks';
import type { ExchangeRequest, SourceBody } from '../../exchange/request';
import { applyEdits, type Edit, findMembers, memberValue } from '../json-members';
import { isObject, parseJson } from '../json-values';
import { quirkEdits } from './quirk-edits';

/**
 * The caller's own bytes with few things changed: the model's name, what a quirk of the provider names, and for a stream the option that makes the upstream
 * report usage, because metering must not depend on whether the caller asked for it.
 *
 * Every `model` member is replaced: of duplicates a parser takes the last, and which one an upstream takes is not ours to
 * bet an allow list on.
 */
export function renderSameRequest(
  request: ExchangeRequest,
  upstreamModel: string,
  quirks: ReadonlySet<Quirk> = noQuirks,
): string {
  const edits = [...modelEdits(request.source, upstreamModel), ...quirkEdits(request.source, quirks)];
  if (request.stream && !quirks.has('no-stream-options')) edits.push(...usageEdits(request.source));
  return applyEdits(request.source.text, edits);
}

const noQuirks: ReadonlySet<Quirk> = new Set();

export function modelEdits(source: Pick<SourceBody, 'members'>, name: string): Edit[] {
  const text = JSON.stringify(name);
  return source.members
    .filter((member) => member.name === 'model')
    .map((member) => ({ start: member.valueStart, end: member.end, text }));
}

/** Did the caller ask for the usage chunk themselves? */
export function asksForUsage(source: SourceBody): boolean {
  const options = memberValue(source, 'stream_options');
  return isObject(options) && options.include_usage === true;
}

function usageEdits(source: SourceBody): Edit[] {
  if (asksForUsage(source)) return [];
  const present = source.members.filter((member) => member.name === 'stream_options');
  if (present.length > 0) {
    return present.map(({ valueStart, end }) => ({
      start: valueStart,
      end,
      text: withUsage(source.text.slice(valueStart, end)),
    }));
  }
  const last = source.members.at(-1);
  return last ? [{ start: last.end, end: last.end, text: `,"stream_options":${onlyUsage}` }] : [];
}

const onlyUsage = '{"include_usage":true}';

/** The text of a caller's options with usage turned on, and their other options as they wrote them. */
function withUsage(text: string): string {
  if (!isObject(parseJson(text))) return onlyUsage;
  const members = findMembers(text);
  const last = members.at(-1);
  if (!last) return onlyUsage;
  const present = members.filter((member) => member.name === 'include_usage');
  if (present.length === 0)
    return applyEdits(text, [{ start: last.end, end: last.end, text: ',"include_usage":true' }]);
  return applyEdits(
    text,
    present.map((member) => ({ start: member.valueStart, end: member.end, text: 'true' })),
  );
}
