import { fails, type Rule } from '../judging';
import { readPattern } from '../pattern';

/** Its text matches a pattern anywhere, or nowhere: `^` and `$` make it the whole. */
export function compileRegex(source: string, must: 'match' | 'not-match'): { rule: Rule } | { problem: string } {
  const reading = readPattern(source);
  if ('problem' in reading) return reading;
  const { isIn } = reading.pattern;
  if (must === 'not-match')
    return {
      rule: ({ text, budget }) => (isIn(text, budget) ? fails('The answer’s text says what it must not.') : null),
    };
  return {
    rule: ({ text, budget, goesOn }) =>
      goesOn || isIn(text, budget) ? null : fails('The answer’s text does not match the pattern it must match.'),
  };
}
