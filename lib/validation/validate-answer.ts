import type { ExchangeAnswer } from '../exchange/answer';
import type { RuleName } from '../exchange/answer-rules';
import { BudgetSpentError, createBudget } from './budget';
import type { CompiledRule } from './compile-rules';
import { type Asked, type Failing, fails, MOST_ANSWER_CHARACTERS, openJudging } from './judging';

export type Verdict = { ok: true } | { ok: false; rule: RuleName; reason: string; blame: Failing['blame'] };

/**
 * Does a whole answer keep its group's rules? The first one it breaks is told, in the order they were declared. All of them
 * together have one budget: an answer that cannot be judged within it does not pass, whoever wrote the schema or the text.
 */
export function validateAnswer(rules: readonly CompiledRule[], asked: Asked, answer: ExchangeAnswer): Verdict {
  const judging = openJudging(asked, answer, createBudget());
  const length = judging.calls.reduce((sum, call) => sum + call.input.length, judging.text.length);
  for (const { name, judge } of rules) {
    const failing = length > MOST_ANSWER_CHARACTERS ? tooLong(name) : withinBudget(() => judge(judging));
    if (failing) return { ok: false, rule: name, ...failing };
  }
  return { ok: true };
}

/** What need not be read can be judged at any length. */
function tooLong(rule: RuleName): Failing | null {
  return rule === 'non-empty' || rule === 'finished' ? null : fails('The answer is too long to be judged.');
}

function withinBudget(judge: () => Failing | null): Failing | null {
  try {
    return judge();
  } catch (error) {
    if (!(error instanceof BudgetSpentError)) throw error;
    return fails(
      error.spent === 'depth' ? 'The answer nests too deeply to be judged.' : 'Judging the answer would take too long.',
    );
  }
}
