import { fails, type Rule } from '../judging';

/** It says something or calls a tool; reasoning alone is no answer, and a refusal is one. */
export const nonEmpty: Rule = ({ answer }) => {
  const says = answer.parts.some(
    (part) =>
      part.type === 'tool-call' || ((part.type === 'text' || part.type === 'refusal') && part.text.trim() !== ''),
  );
  return says ? null : fails('The answer is empty.');
};
