import type { RuleName } from '../exchange/answer-rules';
import { isFault } from '../faults/fault';
import type { AnswerJudge } from './answer-judge';
import type { Plan } from './plan';

/** What an answer says of the rules it was held to: a check that did not take place is declared, never dropped in silence. */
export function validationHeader(
  { rules }: Pick<AnswerJudge, 'rules'>,
  broken: RuleName | null,
  unchecked: readonly RuleName[] = [],
): Record<string, string> {
  const told = broken ? `failed: ${broken}` : unchecked.length < rules.length ? 'passed' : null;
  const rest = unchecked.length > 0 ? `not checked: ${unchecked.join(', ')}` : null;
  return { 'x-router-validation': [told, rest].filter((part) => part !== null).join('; ') };
}

/** Does the group pass on an answer that breaks its rules, once nobody has given a better one? Never past a policy that fails closed. */
export function passesBroken(error: unknown, { group }: Plan): boolean {
  return group.validation?.onFailure === 'pass' && isFault(error) && error.code !== 'policy-failed';
}
