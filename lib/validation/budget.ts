/** What judging one answer may cost, counted and not timed: the same answer gets the same verdict on a busy machine. */
export interface Budget {
  /** Throws BudgetSpentError once more was spent than there is. */
  spend(steps: number): void;
  /** One level deeper into what may hold itself. A mismatch ends its levels without leaving them: see `returnTo`. */
  enter(): void;
  leave(): void;
  /** How deep it is now, for whoever goes on after a mismatch. */
  mark(): number;
  returnTo(mark: number): void;
}

/** A step takes 5 to 25 ns, so all of them together stay under 50 ms. */
export const STEPS = 1_000_000;
/** Far below what a stack bears, and far above what people nest. */
const DEPTH = 400;

export class BudgetSpentError extends Error {
  constructor(readonly spent: 'steps' | 'depth') {
    super(`the budget of ${spent} is spent`);
    this.name = 'BudgetSpentError';
  }
}

export function createBudget(steps = STEPS, depth = DEPTH): Budget {
  let stepsLeft = steps;
  let depthLeft = depth;
  return {
    spend(some) {
      stepsLeft -= some;
      if (stepsLeft < 0) throw new BudgetSpentError('steps');
    },
    enter() {
      depthLeft -= 1;
      if (depthLeft < 0) throw new BudgetSpentError('depth');
    },
    leave() {
      depthLeft += 1;
    },
    mark: () => depthLeft,
    returnTo(mark) {
      depthLeft = mark;
    },
  };
}
