/** Text that is kept of an answer at first, in bytes of UTF-8, and at most: about the first 4,000 tokens. */
const FIRST_BYTES = 1_024;
const MOST_BYTES = 16_384;
/** Pieces are joined as far as this, in UTF-16 units, before they are written: a write costs more than a word. */
const JOINED = 256;

/**
 * What an upstream has said so far, for a stream that ends without a figure of the upstream's own: how long it is, and its
 * beginning, by whose tokens the rest is counted in proportion. Text, thoughts, refusals and the arguments of calls are all
 * output that is paid for.
 *
 * It is fed with every delta of every stream and nearly always thrown away, so it keeps bytes: thousands of little strings
 * would each outlive their chunk.
 */
export class Delivered {
  /** In UTF-16 units. */
  length = 0;
  #bytes: Buffer | null = null;
  #used = 0;
  #isFull = false;
  #joined = '';

  add(piece: unknown): void {
    if (typeof piece !== 'string' || piece === '') return;
    this.length += piece.length;
    if (this.#isFull) return;
    this.#joined += piece;
    if (this.#joined.length > JOINED) this.#keep();
  }

  /** Its beginning; all of it where it is short. */
  beginning(): string {
    if (this.#joined !== '') this.#keep();
    return this.#bytes?.toString('utf8', 0, this.#used) ?? '';
  }

  #keep(): void {
    const piece = this.#joined;
    this.#joined = '';
    // A unit of UTF-16 is three bytes at most.
    const most = this.#used + piece.length * 3;
    let bytes = this.#bytes;
    if (bytes === null || (most > bytes.length && bytes.length < MOST_BYTES)) {
      let size = bytes?.length ?? FIRST_BYTES;
      while (size < most && size < MOST_BYTES) size *= 2;
      const grown = Buffer.allocUnsafe(size);
      bytes?.copy(grown, 0, 0, this.#used);
      bytes = grown;
      this.#bytes = grown;
    }
    this.#used += bytes.write(piece, this.#used);
    this.#isFull = most > MOST_BYTES;
  }
}
