import type { Quirk } from '../../exchange/quirks';
import type { SourceBody } from '../../exchange/request';
import { type Edit, removeMembers } from '../json-members';
import { isObject } from '../json-values';
import { type RawReader, readRaw } from '../raw-reader';
import { asReminder } from '../reminder';

/**
 * What a provider's quirks change of a request that otherwise passes through byte by byte. Only what they name is touched, and
 * of a message or a tool that is, only the one.
 */
export function quirkEdits(source: SourceBody, quirks: ReadonlySet<Quirk>): Edit[] {
  if (quirks.size === 0) return [];
  const edits: Edit[] = [];
  const { members, value } = source;
  const dropped = new Set([
    ...(quirks.has('no-stream-options') ? ['stream_options'] : []),
    ...(quirks.has('no-parallel-tool-calls') ? ['parallel_tool_calls'] : []),
  ]);
  edits.push(...removeMembers(members, (name) => dropped.has(name)));
  if (quirks.has('max-tokens') && value.max_tokens === undefined)
    for (const { name, start, valueStart } of members)
      if (name === 'max_completion_tokens') edits.push({ start, end: valueStart, text: '"max_tokens":' });
  edits.push(...elementEdits(source, 'messages', (message, index) => mendMessage(message, index, quirks)));
  if (quirks.has('no-strict-tools')) edits.push(...elementEdits(source, 'tools', withoutStrict));
  return edits;
}

type Mend = (element: Record<string, unknown>, index: number) => unknown;

/** Writes anew those elements of a list that are to be mended; `undefined` leaves one as it is. */
function elementEdits({ members, value, text }: SourceBody, name: string, mend: Mend): Edit[] {
  const member = members.findLast((each) => each.name === name);
  const list = value[name];
  if (!member || !Array.isArray(list)) return [];
  let reader: RawReader | null = null;
  let changed = false;
  const texts = list.map((element: unknown, index) => {
    const mended = isObject(element) ? mend(element, index) : undefined;
    if (mended !== undefined) changed = true;
    reader ??= readRaw(text.slice(member.valueStart, member.end));
    return mended === undefined ? (reader.element(index)?.text ?? 'null') : JSON.stringify(mended);
  });
  return changed ? [{ start: member.valueStart, end: member.end, text: `[${texts.join(',')}]` }] : [];
}

/** A second system message is one too many for a place that takes one. */
function mendMessage(message: Record<string, unknown>, index: number, quirks: ReadonlySet<Quirk>): unknown {
  const { role, content } = message;
  if (role !== 'system' && role !== 'developer') return undefined;
  if (quirks.has('system-first-only') && index > 0) {
    const said = typeof content === 'string' ? asReminder(content) : content;
    return { ...message, role: 'user', content: said };
  }
  return role === 'developer' && quirks.has('no-developer-role') ? { ...message, role: 'system' } : undefined;
}

function withoutStrict(tool: Record<string, unknown>): unknown {
  if (!isObject(tool.function) || tool.function.strict === undefined) return undefined;
  const { strict: _, ...rest } = tool.function;
  return { ...tool, function: rest };
}
