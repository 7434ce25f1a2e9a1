import { Icon } from '@/app/_ui/icon';
import { type Problem, problemWords } from '@/app/_visit/problem-words';

/** In place of what could not be had; the rest of the page goes on. */
export function ProblemNote({ what, problem }: { what: string; problem: Problem }) {
  return (
    <p className="flex gap-2 text-sm text-soft">
      <Icon name="warning" className="mt-0.5 size-4 text-warn" />
      <span className="wrap-anywhere min-w-0">
        {what} {problemWords(problem)}
      </span>
    </p>
  );
}
