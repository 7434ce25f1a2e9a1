/**
 * Takes apart text whose beginning is reasoning between `<think>` and `</think>`, in any pieces. Only at the very beginning:
 * a model that writes about the tag later means the tag.
 */
export interface ThinkTags {
  feed(text: string): readonly Piece[];
  /** What was held because it could have become a tag. */
  flush(): readonly Piece[];
}

export interface Piece {
  type: 'text' | 'reasoning';
  text: string;
}

const open = '<think>';
const close = '</think>';

export function thinkTags(): ThinkTags {
  let state: 'beginning' | 'thinking' | 'after' | 'text' = 'beginning';
  let held = '';

  function feed(piece: string): readonly Piece[] {
    if (state === 'text') return piece === '' ? [] : [{ type: 'text', text: piece }];
    held += piece;
    const pieces: Piece[] = [];
    if (state === 'beginning') {
      const text = held.trimStart();
      if (text.length < open.length && open.startsWith(text)) return pieces;
      if (text.startsWith(open)) {
        state = 'thinking';
        held = text.slice(open.length);
      } else return letGo(pieces);
    }
    if (state === 'thinking') {
      const end = held.indexOf(close);
      if (end === -1) return think(pieces, held.length - couldBeClose(held));
      think(pieces, end);
      held = held.slice(close.length);
      state = 'after';
    }
    if (state === 'after') {
      held = held.trimStart();
      if (held !== '') return letGo(pieces);
    }
    return pieces;
  }

  function think(pieces: Piece[], length: number): readonly Piece[] {
    if (length > 0) pieces.push({ type: 'reasoning', text: held.slice(0, length) });
    held = held.slice(length);
    return pieces;
  }

  function letGo(pieces: Piece[]): readonly Piece[] {
    if (held !== '') pieces.push({ type: 'text', text: held });
    held = '';
    state = 'text';
    return pieces;
  }

  function flush(): readonly Piece[] {
    const type = state === 'thinking' ? 'reasoning' : 'text';
    const text = state === 'after' ? '' : held;
    held = '';
    return text === '' ? [] : [{ type, text }];
  }

  return { feed, flush };
}

/** How many characters at the end may be the beginning of the closing tag. */
function couldBeClose(text: string): number {
  for (let length = Math.min(close.length - 1, text.length); length > 0; length -= 1)
    if (close.startsWith(text.slice(-length))) return length;
  return 0;
}
