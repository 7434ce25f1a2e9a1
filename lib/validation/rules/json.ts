import { fails, type Judging, type Rule } from '../judging';

/** Its text is one JSON value and nothing else: no fence around it, no word before it. */
export const json: Rule = (judging) => (judging.goesOn ? null : jsonProblem(judging));

export function jsonProblem(judging: Judging) {
  if (judging.json() !== undefined) return null;
  const { text, answer } = judging;
  if (text.trim() === '' && answer.parts.some((part) => part.type === 'refusal'))
    return fails('The answer is a refusal and not JSON.');
  if (text.trim() === '') return fails('The answer has no text, and so no JSON.');
  if (text.trimStart().startsWith('```')) return fails('The answer’s text is not JSON: it stands in a code fence.');
  return fails('The answer’s text is not JSON.');
}
