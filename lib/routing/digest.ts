/**
 * A whole number from 0 up to but not including 2^53 that a text always gives, spread evenly: for spreading and not for
 * secrets. Two lanes of multiply and mix, because a number of 32 bits gives two conversations in 70,000 the same one.
 */
export function digest(text: string): number {
  let one = 0x9e3779b9;
  let other = 0x85ebca6b;
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    one = Math.imul(one ^ unit, 0x9e3779b1);
    other = Math.imul(other ^ unit, 0x5f356495);
    one ^= one >>> 15;
    other ^= other >>> 13;
  }
  const high = mix(one ^ Math.imul(other, 0xc2b2ae35) ^ text.length);
  const low = mix(other ^ Math.imul(high, 0x27d4eb2f));
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}

/**
 * Random numbers that a text always gives in the same order. With affinity the strategies are handed these, so that what is
 * left to chance (a draw by weight, a trial) falls alike for every turn of one conversation.
 */
export function randomOf(text: string): () => number {
  let state = digest(text) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    return mix(state) / 2 ** 32;
  };
}

/** Every bit of what goes in moves half the bits of what comes out (MurmurHash3's last step). */
function mix(value: number): number {
  let mixed = value ^ (value >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
