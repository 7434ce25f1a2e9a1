import { isUtf8 } from 'node:buffer';
import type { Problem } from './configuration-error';

/** A file's bytes as text. What is not UTF-8 is refused: read as well as may be, a name would be another than was written. */
export function readUtf8(bytes: Buffer): { text: string; problem?: undefined } | { problem: Problem } {
  const text = bytes.toString('utf8');
  if (isUtf8(bytes)) return { text };
  const offset = findReplaced(bytes, text);
  const lines = text.slice(0, offset).split('\n');
  const message = 'the file is not UTF-8 from here on; save it in that encoding';
  return { problem: { path: [], message, line: lines.length, column: (lines.at(-1) ?? '').length + 1 } };
}

/** Where the decoder first put a U+FFFD that the file does not have. */
function findReplaced(bytes: Buffer, text: string): number {
  let offset = 0;
  let byte = 0;
  for (const character of text) {
    const length = Buffer.byteLength(character);
    if (character === '\uFFFD' && !bytes.subarray(byte, byte + length).equals(replacement)) return offset;
    offset += character.length;
    byte += length;
  }
  return offset;
}

const replacement = Buffer.from('\uFFFD');
