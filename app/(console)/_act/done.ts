import type { AdminErrorCode, ConfigurationProblem, FieldProblem, SavedSince } from '@/lib/admin/contract';
import type { VerbAnswer, VerbName } from '@/lib/admin/verbs';

/** How an action ended. A refusal comes back as a value: what an action throws reaches the browser without its words. */
export type Done<Name extends VerbName> = { ok: true; answer: VerbAnswer<Name> } | { ok: false; problem: ActProblem };

export interface ActProblem {
  code: AdminErrorCode | 'signed-out' | 'no-answer';
  message: string;
  problems: readonly ConfigurationProblem[];
  /** Which fields of what was asked for are wrong. */
  fields?: readonly FieldProblem[];
  /** Of a conflict: who was first. */
  since?: SavedSince | undefined;
}
