/** How many observations fell under each bound, and their sum. */
export class Histogram {
  /** By bucket, each without those below it. */
  readonly counts: number[];
  count = 0;
  sum = 0;

  constructor(readonly bounds: readonly number[]) {
    this.counts = bounds.map(() => 0);
  }

  observe(value: number): void {
    this.count += 1;
    this.sum += value;
    // From the left, and not by halves: there are few of them, and most values are small.
    for (let at = 0; at < this.bounds.length; at += 1) {
      if (value > (this.bounds[at] ?? Infinity)) continue;
      this.counts[at] = (this.counts[at] ?? 0) + 1;
      return;
    }
  }
}
