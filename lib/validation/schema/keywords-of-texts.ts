import { type Check, LOOK, mismatch } from './check';
import { readCount } from './read-count';
import type { Keyword } from './reader';

/** Words that say something of strings and nothing of any other value. `format` describes, as draft 2020-12 has it. */
export const keywordsOfTexts = {
  minLength: (value, _schema, reader, at) => {
    const least = readCount(value, reader, at);
    const words = `must be at least ${least} characters long`;
    return onText((text, budget) => {
      budget.spend(LOOK);
      return text.length < least || (text.length < least * 2 && countCharacters(text) < least) ? mismatch(words) : null;
    });
  },
  maxLength: (value, _schema, reader, at) => {
    const most = readCount(value, reader, at);
    const words = `must be at most ${most} characters long`;
    return onText((text, budget) => {
      budget.spend(LOOK);
      return text.length > most * 2 || (text.length > most && countCharacters(text) > most) ? mismatch(words) : null;
    });
  },
  pattern: (value, _schema, reader, at) => {
    const pattern = reader.pattern(value, at);
    const words = `must match the pattern ${pattern.source}`;
    return onText((text, budget) => (pattern.isIn(text, budget) ? null : mismatch(words)));
  },
} satisfies Record<string, Keyword>;

function onText(check: (text: string, budget: Parameters<Check>[1]) => ReturnType<Check>): Check {
  return (value, budget) => (typeof value === 'string' ? check(value, budget) : null);
}

/** JSON schema counts code points; a text of at most so many units never needs to be counted. */
function countCharacters(text: string): number {
  let pairs = 0;
  for (let unit = 0; unit + 1 < text.length; unit += 1) {
    if ((text.charCodeAt(unit) & 0xfc00) === 0xd800 && (text.charCodeAt(unit + 1) & 0xfc00) === 0xdc00) {
      pairs += 1;
      unit += 1;
    }
  }
  return text.length - pairs;
}
