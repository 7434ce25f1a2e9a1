/** What of a shell's language a sample may not use if a page is to run it; the words are for its reader. */
export class NotRunnable extends Error {}

/**
 * The commands of a script as a shell would read them, one by one, each a list of words with its quotes taken off and its
 * variables filled in. It knows what samples use: quotes, `$NAME`, `\` at a line's end, comments, `;` and `&&`. A variable is
 * looked up when the word is read, so that what one command sets the next one has.
 */
export function* shellCommands(script: string, lookUp: (name: string) => string | undefined): Generator<string[]> {
  let words: string[] = [];
  let word: string | null = null;
  let place = 0;
  const endWord = () => {
    if (word !== null) words.push(word);
    word = null;
  };
  while (place < script.length) {
    const sign = script.charAt(place);
    const rest = script.slice(place);
    if (/^(?:\n|;|&&)/.test(rest)) {
      endWord();
      if (words.length > 0) yield words;
      words = [];
      place += sign === '&' ? 2 : 1;
    } else if (/\s/.test(sign)) {
      endWord();
      place += 1;
    } else if (rest.startsWith('\\\n')) {
      place += 2;
    } else if (sign === '#' && word === null) {
      place += rest.search(/\n|$/);
    } else {
      const [text, length] = piece(rest, lookUp);
      word = (word ?? '') + text;
      place += length;
    }
  }
  endWord();
  if (words.length > 0) yield words;
}

type Piece = readonly [text: string, length: number];

/** One piece of a word: something quoted, a variable, or a sign. */
function piece(rest: string, lookUp: (name: string) => string | undefined): Piece {
  const sign = rest.charAt(0);
  if (sign === "'") return singleQuoted(rest);
  if (sign === '"') return doubleQuoted(rest, lookUp);
  if (sign === '$') return variable(rest, lookUp);
  if (sign === '\\') return [rest.charAt(1), 2];
  if (/[|&<>`()]/.test(sign)) throw new NotRunnable(`It uses “${sign}”, which is for a shell.`);
  return [sign, 1];
}

function singleQuoted(rest: string): Piece {
  const end = rest.indexOf("'", 1);
  if (end === -1) throw new NotRunnable('A quote is not closed.');
  return [rest.slice(1, end), end + 1];
}

function doubleQuoted(rest: string, lookUp: (name: string) => string | undefined): Piece {
  let text = '';
  let place = 1;
  while (rest.charAt(place) !== '"') {
    const sign = rest.charAt(place);
    if (sign === '') throw new NotRunnable('A quote is not closed.');
    if (sign === '`') throw new NotRunnable('It runs a command within a command, which is for a shell.');
    const [read, length] = sign === '$' ? variable(rest.slice(place), lookUp) : unescaped(rest.slice(place));
    text += read;
    place += length;
  }
  return [text, place + 1];
}

/** Within double quotes a backslash keeps its own meaning but before these. */
function unescaped(rest: string): Piece {
  if (rest.startsWith('\\\n')) return ['', 2];
  return /^\\["\\$`]/.test(rest) ? [rest.charAt(1), 2] : [rest.charAt(0), 1];
}

function variable(rest: string, lookUp: (name: string) => string | undefined): Piece {
  const match = /^\$(?:\{(\w+)\}|([A-Za-z_]\w*))/.exec(rest);
  if (!match) {
    if (/^\$[^({\w]/.test(rest) || rest === '$') return ['$', 1];
    throw new NotRunnable('It uses more of a shell than plain variables.');
  }
  const name = match[1] ?? match[2] ?? '';
  const value = lookUp(name);
  if (value === undefined) throw new NotRunnable(`It needs $${name}, which is not set here.`);
  return [value, match[0].length];
}
