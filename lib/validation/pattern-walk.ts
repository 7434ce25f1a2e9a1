import type { Budget } from './budget';

/** What re2js compiles a pattern to, as far as it is walked here. A test compares every verdict with re2js's own. */
export interface Program {
  start: number;
  inst: readonly Instruction[];
}

interface Instruction {
  op: number;
  out: number;
  arg: number;
  matchRune(rune: number): boolean;
}

/** Its numbers for its operations. */
const op = { alt: 1, altMatch: 2, capture: 3, emptyWidth: 4, fail: 5, match: 6, nop: 7 } as const;
const rune = { some: 8, one: 9, any: 10, anyButNewline: 11 } as const;
const width = { beginLine: 1, endLine: 2, beginText: 4, endText: 8, wordBoundary: 16, noWordBoundary: 32 } as const;

/**
 * Thompson's simulation: all the places a match could be in at once, moved on a character at a time. Every place looked at
 * is a step of the budget. Null for a program with instructions that are not known here.
 */
export function openWalk({ inst, start }: Program): ((text: string, budget: Budget) => boolean) | null {
  const known = new Set<number>([...Object.values(op), ...Object.values(rune)]);
  if (inst.some((each) => !known.has(each.op))) return null;
  const looksAround = inst.some((each) => each.op === op.emptyWidth);
  const fromTextsBegin = mustBeginText(inst, start);
  const reads = inst.map(readsLatin);
  // Kept between texts, and never grown: to allocate for each character costs more than to look at its places.
  const open = new Int32Array(inst.length * 2 + 2);
  const lists = [new Int32Array(inst.length), new Int32Array(inst.length)] as const;
  const seen = new Int32Array(inst.length);
  let turn = 0;
  let looked = 0;

  /** Follows what reads no character, and keeps the places that read one: how many there are now, or -1 for a match. */
  function follow(from: number, into: Int32Array, kept: number, flags: number): number {
    let size = kept;
    let top = 0;
    open[top++] = from;
    while (top > 0) {
      const place = open[--top] ?? 0;
      looked += 1;
      if (seen[place] === turn) continue;
      seen[place] = turn;
      const at = inst[place] as Instruction;
      if (at.op >= rune.some) into[size++] = place;
      else if (at.op === op.match) return -1;
      else if (at.op === op.alt || at.op === op.altMatch) {
        open[top++] = at.arg;
        open[top++] = at.out;
      } else if (at.op === op.capture || at.op === op.nop || (at.op === op.emptyWidth && (at.arg & ~flags) === 0))
        open[top++] = at.out;
    }
    return size;
  }

  return (text, budget) => {
    let [places, next] = lists;
    budget.spend(START);
    turn = nextTurn(turn, seen);
    let count = follow(start, places, 0, looksAround ? flagsAt(text, 0) : 0);
    for (let offset = 0; count !== -1 && offset < text.length; ) {
      budget.spend(looked + count + 1);
      looked = 0;
      const character = text.codePointAt(offset) ?? 0;
      offset += character > 0xffff ? 2 : 1;
      const flags = looksAround ? flagsAt(text, offset) : 0;
      let size = 0;
      turn = nextTurn(turn, seen);
      for (let index = 0; index < count && size !== -1; index += 1) {
        const place = places[index] ?? 0;
        const at = inst[place] as Instruction;
        const isRead = character < 256 ? reads[place]?.[character] === 1 : readsRune(at, character);
        if (isRead) size = follow(at.out, next, size, flags);
      }
      if (size !== -1 && !fromTextsBegin) size = follow(start, next, size, flags);
      if (size === 0 && fromTextsBegin) return false;
      [places, next] = [next, places];
      count = size;
    }
    return count === -1;
  };
}

/** Steps for each text, however short. */
const START = 16;

/** Most characters are these, and most of a text is read by few of a program's places: one look at a table. */
function readsLatin(at: Instruction): Uint8Array | null {
  if (at.op < rune.some) return null;
  return Uint8Array.from({ length: 256 }, (_, character) => (readsRune(at, character) ? 1 : 0));
}

function readsRune(at: Instruction, character: number): boolean {
  if (at.op === rune.any) return true;
  if (at.op === rune.anyButNewline) return character !== 0x0a;
  return at.matchRune(character);
}

function mustBeginText(inst: readonly Instruction[], start: number): boolean {
  let at = inst[start];
  while (at && (at.op === op.capture || at.op === op.nop)) at = inst[at.out];
  return at?.op === op.emptyWidth && (at.arg & width.beginText) !== 0;
}

function nextTurn(turn: number, seen: Int32Array): number {
  if (turn < 0x7fff_fffe) return turn + 1;
  seen.fill(0);
  return 1;
}

/** What holds between two characters. */
function flagsAt(text: string, offset: number): number {
  const before = offset === 0 ? -1 : text.charCodeAt(offset - 1);
  const after = offset === text.length ? -1 : text.charCodeAt(offset);
  let flags = isWord(before) === isWord(after) ? width.noWordBoundary : width.wordBoundary;
  if (before === -1) flags |= width.beginText | width.beginLine;
  else if (before === 0x0a) flags |= width.beginLine;
  if (after === -1) flags |= width.endText | width.endLine;
  else if (after === 0x0a) flags |= width.endLine;
  return flags;
}

function isWord(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a) || (unit >= 0x30 && unit <= 0x39) || unit === 0x5f
  );
}
