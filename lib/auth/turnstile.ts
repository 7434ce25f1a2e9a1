/** Lets a few through at a time, a few more wait, and turns the rest away. */
export interface Turnstile {
  /** A way out again, once there is room; null where too many wait already. */
  enter(): Promise<(() => void) | null>;
}

export function createTurnstile({ atOnce, waiting }: { atOnce: number; waiting: number }): Turnstile {
  let inside = 0;
  const queue: (() => void)[] = [];

  function leaveOnce(): () => void {
    let isIn = true;
    return () => {
      if (!isIn) return;
      isIn = false;
      const next = queue.shift();
      // Whoever waited takes the place that is left.
      if (next) next();
      else inside -= 1;
    };
  }

  return {
    async enter() {
      if (inside < atOnce) {
        inside += 1;
        return leaveOnce();
      }
      if (queue.length >= waiting) return null;
      await new Promise<void>((resolve) => queue.push(resolve));
      return leaveOnce();
    },
  };
}
