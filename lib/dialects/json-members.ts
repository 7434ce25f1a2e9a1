import type { SourceBody, SourceMember } from '../exchange/request';
import { parseJson } from './json-values';

/**
 * Finds the top-level members of a JSON object in its text, so that one value can be replaced and every other byte kept:
 * re-serialising would lose number forms (1.0, big integers), duplicate keys, spacing and the order of numeric keys.
 *
 * The text must already have passed JSON.parse: this scanner trusts the grammar and only counts brackets and quotes.
 * Strings are skipped with indexOf, so a 20 MB image costs about as much as a copy of it.
 */
export function findMembers(text: string): SourceMember[] {
  const members: SourceMember[] = [];
  let at = text.indexOf('{') + 1;
  for (;;) {
    const start = skipSpace(text, at);
    if (text.charCodeAt(start) !== QUOTE) return members;
    const nameEnd = skipString(text, start);
    const valueStart = skipSpace(text, text.indexOf(':', nameEnd) + 1);
    const end = skipValue(text, valueStart);
    members.push({ name: readName(text.slice(start, nameEnd)), start, valueStart, end });
    at = skipSpace(text, end);
    if (text.charCodeAt(at) !== COMMA) return members;
    at += 1;
  }
}

/** The same for the elements of a JSON array. */
export function findElements(text: string): { start: number; end: number }[] {
  const elements: { start: number; end: number }[] = [];
  let at = text.indexOf('[') + 1;
  for (;;) {
    const start = skipSpace(text, at);
    if (start >= text.length || text.charCodeAt(start) === CLOSE_BRACKET) return elements;
    const end = skipValue(text, start);
    elements.push({ start, end });
    at = skipSpace(text, end);
    if (text.charCodeAt(at) !== COMMA) return elements;
    at += 1;
  }
}

/** A member's parsed value, or undefined; of duplicates the last, which is what parsers take. */
export function memberValue(source: SourceBody, name: string): unknown {
  const member = source.members.findLast((candidate) => candidate.name === name);
  return member && parseJson(source.text.slice(member.valueStart, member.end));
}

export interface Edit {
  start: number;
  end: number;
  text: string;
}

/** Applies edits that do not overlap, given in any order. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const [only] = edits;
  if (edits.length === 1 && only) return text.slice(0, only.start) + only.text + text.slice(only.end);
  let result = '';
  let from = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
}

/** The edit that takes one member out, with the comma that belongs to it. */
export function removeMember(members: readonly SourceMember[], index: number): Edit | null {
  const member = members[index];
  if (!member) return null;
  const before = members[index - 1];
  const after = members[index + 1];
  if (before) return { start: before.end, end: member.end, text: '' };
  return { start: member.start, end: after ? after.start : member.end, text: '' };
}

/**
 * The edits that take several members out, none of which overlap: the comma before goes with a member, or the one after where
 * nothing that stays is before it.
 */
export function removeMembers(members: readonly SourceMember[], isRemoved: (name: string) => boolean): Edit[] {
  const firstKept = members.findIndex(({ name }) => !isRemoved(name));
  return members.flatMap(({ name, start, end }, index) => {
    if (!isRemoved(name)) return [];
    const next = members[index + 1];
    if (index < firstKept && next) return [{ start, end: next.start, text: '' }];
    return [{ start: members[index - 1]?.end ?? start, end, text: '' }];
  });
}

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;

function readName(quoted: string): string {
  return quoted.includes('\\') ? JSON.parse(quoted) : quoted.slice(1, -1);
}

function skipSpace(text: string, from: number): number {
  let at = from;
  for (;;) {
    const code = text.charCodeAt(at);
    if (code !== 32 && code !== 10 && code !== 13 && code !== 9) return at;
    at += 1;
  }
}

/** From an opening quote to just past its closing one. */
function skipString(text: string, from: number): number {
  let at = from;
  for (;;) {
    at = text.indexOf('"', at + 1);
    if (at === -1) return text.length;
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at + 1;
  }
}

function skipValue(text: string, from: number): number {
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = skipString(text, at);
      if (depth === 0) return at;
      continue;
    }
    if (code === 123 || code === 91) depth += 1;
    else if (code === 125 || code === CLOSE_BRACKET) {
      if (depth === 0) return trimEnd(text, at);
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (code === COMMA && depth === 0) return trimEnd(text, at);
    at += 1;
  }
  return at;
}

/** A bare literal ends before the space that follows it. */
function trimEnd(text: string, end: number): number {
  let at = end;
  while (at > 0 && text.charCodeAt(at - 1) <= 32) at -= 1;
  return at;
}
