import { RE2JS, RE2JSException } from 're2js';
import type { Budget } from './budget';
import { patternCost } from './pattern-cost';
import { openWalk, type Program } from './pattern-walk';

/** A pattern from outside, safe to run: its time grows with the text and never with the ways to match it. */
export interface Pattern {
  source: string;
  /** Does any part of the text match? */
  isIn(text: string, budget: Budget): boolean;
}

/** Longer than people write by hand; what is refused here could take longer to read than an answer to judge. */
export const MOST_PATTERN_CHARACTERS = 500;
const MOST_COST = 2_000;

export type PatternReading = { pattern: Pattern; cost: number } | { problem: string };

/**
 * Reads a pattern as ECMAScript writes it, in what RE2 knows of it: no look-around and no back-references, which no engine
 * matches in bounded time. re2js reads; the walk over its program is ours (pattern-walk.ts), because its automaton takes up
 * to 50 µs a character for a hostile pattern and cannot be told to stop.
 */
export function readPattern(source: string): PatternReading {
  if (source.length > MOST_PATTERN_CHARACTERS)
    return { problem: `is longer than ${MOST_PATTERN_CHARACTERS} characters` };
  const cost = patternCost(source);
  if (cost === null) return { problem: 'must not quote with \\Q' };
  if (cost > MOST_COST) return { problem: 'repeats too much to be run safely' };
  try {
    const program: Program = RE2JS.compile(RE2JS.translateRegExp(source)).re2().prog;
    const isIn = openWalk(program);
    return isIn ? { pattern: { source, isIn }, cost } : { problem: unsupported };
  } catch (error) {
    if (error instanceof RE2JSException) return { problem: problemOf(source) };
    throw error;
  }
}

const unsupported =
  'uses what cannot be run safely, such as look-around or back-references: the syntax is RE2’s, as in Go';

/** Is it wrong in itself, or only more than RE2 can do? JavaScript's own engine reads it here and never runs it. */
function problemOf(source: string): string {
  try {
    new RegExp(source, 'u');
    return unsupported;
  } catch {
    return 'is not a regular expression';
  }
}
