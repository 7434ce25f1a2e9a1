import { ShardedMap } from './sharded-map';
import type { CallerToken, TokenIndex } from './snapshot';

export interface TokenChange {
  sha256: string;
  token: CallerToken;
}

/** Caller tokens by hash. Immutable; one token's change shares all but a sliver with the index before it. */
export class SharedTokenIndex implements TokenIndex {
  readonly #tokens: ShardedMap<CallerToken>;
  /** Hashes by token id: a token that is given another secret must lose its old hash. */
  readonly #hashes: ShardedMap<string>;

  private constructor(tokens: ShardedMap<CallerToken>, hashes: ShardedMap<string>) {
    this.#tokens = tokens;
    this.#hashes = hashes;
  }

  static of(tokens: readonly TokenChange[]): SharedTokenIndex {
    return new SharedTokenIndex(ShardedMap.empty(), ShardedMap.empty()).with(tokens);
  }

  get size(): number {
    return this.#hashes.size;
  }

  get(sha256: string): CallerToken | undefined {
    return this.#tokens.get(sha256);
  }

  /** A new index with tokens added or replaced, by token id; each id at most once. */
  with(changes: readonly TokenChange[]): SharedTokenIndex {
    if (changes.length === 0) return this;
    // All old hashes go before any new one comes: two tokens may swap theirs in one change.
    const old = changes.flatMap(({ token }) => this.#hashes.get(token.tokenId) ?? []);
    const tokens: (readonly [string, CallerToken | null])[] = old.map((sha256) => [sha256, null]);
    for (const { sha256, token } of changes) tokens.push([sha256, token]);
    return new SharedTokenIndex(
      this.#tokens.with(tokens),
      this.#hashes.with(changes.map(({ sha256, token }) => [token.tokenId, sha256])),
    );
  }
}
