import { RawJson } from '../exchange/raw-json';
import type { SourceMember } from '../exchange/request';
import { findElements, findMembers } from './json-members';

/** One JSON value in its text, for reaching what stands deep in it without changing a byte. */
export interface RawReader {
  readonly text: string;
  /** A member of this object; undefined where there is none. Of duplicates the last, which is what parsers take. */
  member(name: string): RawReader | undefined;
  element(index: number): RawReader | undefined;
  json(): RawJson;
}

/** Looks at a level only when it is asked for, and once. The text must be valid JSON. */
export function readRaw(text: string, known?: readonly SourceMember[]): RawReader {
  let members: readonly SourceMember[] | undefined = known;
  let elements: readonly { start: number; end: number }[] | undefined;
  const inner = new Map<string | number, RawReader>();

  function reach(key: string | number, place: { start: number; end: number } | undefined): RawReader | undefined {
    if (!place) return undefined;
    const reader = inner.get(key) ?? readRaw(text.slice(place.start, place.end));
    inner.set(key, reader);
    return reader;
  }

  return {
    text,
    member(name) {
      members ??= text.startsWith('{') ? findMembers(text) : [];
      const found = members.findLast((member) => member.name === name);
      return reach(name, found && { start: found.valueStart, end: found.end });
    },
    element(index) {
      elements ??= text.startsWith('[') ? findElements(text) : [];
      return reach(index, elements[index]);
    },
    json: () => new RawJson(text),
  };
}
