import { dialects } from '../dialects';
import type { DialectId } from '../exchange/dialect-ids';

const mostCharacters = 200;

/**
 * What a provider says of a refusal, short and in one line, for an administrator: the message of its error and nothing else of the
 * body. Whatever looks like the key it was sent is taken out, because some repeat it.
 */
export function upstreamWords(dialect: DialectId, body: string, key: string | null): string | null {
  const { message } = dialects[dialect].upstream.parseFault(body);
  return message === null ? null : shorten(message, key);
}

/** The code of its error, by which a refused key is told from other mistakes. */
export function upstreamCode(dialect: DialectId, body: string): string | null {
  return dialects[dialect].upstream.parseFault(body).code;
}

function shorten(message: string, key: string | null): string | null {
  const line = withoutKey(message, key).replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');
  const words = line.trim();
  return words.length > mostCharacters ? `${words.slice(0, mostCharacters)}…` : words || null;
}

/** Words that hold the key, a piece of it, or stars where someone else has hidden the rest of it. */
export function withoutKey(text: string, key: string | null): string {
  return text.replace(/[^\s"'`<>()[\]{},;]+/g, (word) => (showsKey(word, key) ? '[key]' : word));
}

export function showsKey(word: string, key: string | null): boolean {
  if (key === null || key === '') return false;
  if (word.includes(key) || /\*{3,}|•{3,}/.test(word)) return true;
  const piece = Math.min(8, key.length);
  const inside = (text: string) => {
    for (let at = 0; at + piece <= key.length; at += 1) if (text.includes(key.slice(at, at + piece))) return true;
    return false;
  };
  return inside(word) || inside(decode(word));
}

function decode(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
