import type { ExchangeRequest } from '../exchange/request';

/** About the first 4,000 tokens say how many the rest are. */
const MOST_CHARACTERS = 16_384;

/** What is asked, for a count of its tokens: the beginning of its text, and how long all of it is. */
export interface InputSample {
  text: string;
  /** UTF-16 units. */
  length: number;
  /** What is no text, in tokens: images, documents, input that came as tokens already. */
  otherTokens: number;
}

/**
 * Of a chat the size was found when it was read, data addresses and ciphers left out; it counts the JSON around the texts
 * too, which is about what providers add of their own for each message and tool.
 */
export function sampleInput({ operation, source, inputTokens }: ExchangeRequest): InputSample {
  const { likely, media = 0 } = inputTokens;
  if (operation !== 'embeddings') {
    const { text } = readTexts(source.value);
    return { text, length: (likely - media) * 4, otherTokens: media };
  }
  const { text, length, numbers } = readTexts(source.value.input, true);
  return { text, length, otherTokens: numbers };
}

/** The texts of a JSON value in order; all of it is gone through where their length is asked for. */
function readTexts(value: unknown, whole = false): { text: string; length: number; numbers: number } {
  const read = { text: '', length: 0, numbers: 0 };
  const left: unknown[] = [value];
  while (left.length > 0 && (whole || read.text.length < MOST_CHARACTERS)) {
    const next = left.pop();
    if (typeof next === 'number') read.numbers += 1;
    else if (typeof next === 'string') {
      if (encoded.test(next)) continue;
      read.length += next.length;
      if (read.text.length < MOST_CHARACTERS) read.text += `${next.slice(0, MOST_CHARACTERS - read.text.length)}\n`;
    } else if (typeof next === 'object' && next !== null) {
      for (const inner of Object.values(next).reverse()) left.push(inner);
    }
  }
  return read;
}

/** Images, files, ciphers: nothing that is read as words. */
const encoded = /^(data:|[A-Za-z0-9+/_=-]{256})/;
