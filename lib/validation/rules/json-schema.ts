import { isObject } from '../../dialects/json-values';
import { type Budget, BudgetSpentError, createBudget } from '../budget';
import { type Failing, fails, type Judging, type Rule } from '../judging';
import { type Check, renderMismatch } from '../schema/check';
import { readCallersSchema } from '../schema/read-callers-schema';
import { readSchema } from '../schema/read-schema';
import { jsonProblem } from './json';

/** Its text is JSON that matches a schema: the rule's own, read here once, or else the one each request asks for. */
export function compileJsonSchema(schema: unknown): { rule: Rule } | { problem: string } {
  if (schema === undefined) return { rule: callersSchema };
  const reading = readAlone(schema);
  return 'problem' in reading ? reading : { rule: (judging) => judge(judging, reading.check) };
}

function readAlone(schema: unknown): { check: Check } | { problem: string } {
  try {
    return readSchema(schema, createBudget());
  } catch (error) {
    if (error instanceof BudgetSpentError) return { problem: 'is too large or too deep to be judged by' };
    throw error;
  }
}

const callersSchema: Rule = (judging) => {
  const { output } = judging.asked;
  if (output.type === 'text' || judging.goesOn) return null;
  if (output.type === 'json-object')
    return jsonProblem(judging) ?? (isObject(judging.json()) ? null : fails('The answer’s JSON is not an object.'));
  const reading = readCallersSchema(output.schema, judging.budget);
  return 'problem' in reading ? unreadableSchema(reading.sentence) : judge(judging, reading.check);
};

export function unreadableSchema(sentence: string): Failing {
  return { reason: `The request’s JSON schema cannot be judged by: ${sentence}.`, blame: 'request' };
}

function judge(judging: Judging, check: Check): Failing | null {
  if (judging.goesOn) return null;
  const problem = jsonProblem(judging);
  if (problem) return problem;
  const found = judgeValue(judging.json(), check, judging.budget);
  return found && fails(`The answer does not match its JSON schema: ${renderMismatch(found, 'it')}.`);
}

/** The depth a mismatch was found at is left behind. */
export function judgeValue(value: unknown, check: Check, budget: Budget) {
  const mark = budget.mark();
  const found = check(value, budget);
  budget.returnTo(mark);
  return found;
}
