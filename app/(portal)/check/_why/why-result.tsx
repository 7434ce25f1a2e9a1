import type { ReactNode } from 'react';
import { ProblemNote } from '../_ask/problem-note';
import type { Why } from './use-why';

interface Props<Asked, Value> {
  why: Why<Asked, Value>;
  /** The question as it stands in the form now, where that can differ from what was asked. */
  now?: Asked;
  children: (value: Value, asked: Asked) => ReactNode;
}

/** What came of the question of one tab, below its form. */
export function WhyResult<Asked, Value>({ why: { found, result }, now, children }: Props<Asked, Value>) {
  if (!found) return null;
  const { asked, answer } = found;
  const answered = answer.kind === 'answered';
  return (
    // biome-ignore lint/a11y/useSemanticElements: a section would be a landmark of its own
    <div
      ref={result}
      tabIndex={-1}
      role="group"
      aria-labelledby={answered ? 'why-found' : undefined}
      aria-label={answered ? undefined : 'No answer'}
      className="mt-6 scroll-mt-20 border-line border-t pt-5 outline-none"
    >
      {now !== undefined && JSON.stringify(now) !== JSON.stringify(asked) && (
        <p className="mb-3 text-muted text-sm">This was found before the question above was changed.</p>
      )}
      {answered ? children(answer.value, asked) : <ProblemNote what="It cannot be told why." problem={answer} />}
    </div>
  );
}
