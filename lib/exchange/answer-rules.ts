/** The rules an answer can be held to: names and fields are those of the declared configuration. */
export const ruleNames = ['non-empty', 'finished', 'json', 'json-schema', 'tool-arguments', 'regex', 'policy'] as const;
export type RuleName = (typeof ruleNames)[number];

export type DeclaredRule =
  | { rule: 'non-empty' }
  | { rule: 'finished' }
  | { rule: 'json' }
  /** Without a schema of its own it is the caller's, where the request asks for one. */
  | { rule: 'json-schema'; schema?: unknown }
  | { rule: 'tool-arguments' }
  | { rule: 'regex'; pattern: string; must?: 'match' | 'not-match' }
  /** Asks the `validate` of the group's policy. */
  | { rule: 'policy' };

/** What becomes of an answer that no target could give right: an error, or the answer with a warning. */
export const onFailures = ['error', 'pass'] as const;
export type OnFailure = (typeof onFailures)[number];

/** What a group holds its answers to. */
export interface GroupValidation {
  rules: DeclaredRule[];
  /** How often an answer that fails is asked of the next target; null for the default. */
  attempts: number | null;
  onFailure: OnFailure;
  /** May a stream be held back for the rules that need its whole answer? */
  bufferStreams: boolean;
}

/**
 * Must an answer be there from its beginning to its end before this can be told? Such a rule holds a stream back until then,
 * and only where the group says so. That it says nothing at all is told by its first content.
 */
export function needsWholeAnswer(rule: RuleName): boolean {
  return rule !== 'non-empty';
}
