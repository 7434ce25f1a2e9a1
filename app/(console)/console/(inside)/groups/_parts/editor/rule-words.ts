import type { RuleName } from '@/lib/exchange/answer-rules';

/** What each rule asks of an answer. Every one that there is has its words: the type asks for them. */
export const ruleWords: Record<RuleName, { label: string; note: string }> = {
  'non-empty': { label: 'Not empty', note: 'It says something or calls a tool.' },
  finished: { label: 'Finished', note: 'It came to its own end, and was not cut by a length.' },
  json: { label: 'JSON', note: 'Its text is one JSON value and nothing else.' },
  'json-schema': {
    label: 'JSON schema',
    note: 'Its text matches a schema: the one below, or the one that the request asks for.',
  },
  'tool-arguments': {
    label: 'Tool arguments',
    note: 'Each call names a tool that was offered, with arguments that match its schema.',
  },
  regex: { label: 'Pattern', note: 'Its text matches a pattern, or does not.' },
  policy: { label: 'The policy’s validate', note: 'The group’s policy says whether it is good enough.' },
};
