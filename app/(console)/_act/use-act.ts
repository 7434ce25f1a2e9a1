'use client';

import { unstable_isUnrecognizedActionError as isFromAnotherBuild, useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import type { FieldProblem } from '@/lib/admin/contract';
import type { VerbAnswer, VerbInput, VerbName } from '@/lib/admin/verbs';
import { act } from './act';
import type { ActProblem, Done } from './done';

interface RunOptions {
  refresh?: boolean;
  /** What the form itself finds wrong. Then nothing is done; a dry run is still asked, so that every mistake is told at once. */
  wrong?: readonly FieldProblem[];
  /** The server is sure to refuse what the form finds wrong, so that it can be asked for the rest. */
  isRefused?: boolean;
}

export interface Act<Name extends VerbName> {
  /** Does the verb; null where it was refused, and then `problem` says why. The page is drawn anew when it was done. */
  run(input: VerbInput<Name>, options?: RunOptions): Promise<VerbAnswer<Name> | null>;
  pending: boolean;
  problem: ActProblem | null;
  clear(): void;
}

/** A verb for a button or a form. Nothing is shown as done before the server said so. */
export function useAct<Name extends VerbName>(name: Name): Act<Name> {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ActProblem | null>(null);

  const run = useCallback(
    async (
      input: VerbInput<Name>,
      { refresh = true, wrong = [], isRefused = false }: RunOptions = {},
    ): Promise<VerbAnswer<Name> | null> => {
      setPending(true);
      setProblem(null);
      const isAsked = wrong.length === 0 || isRefused || ('dry_run' in input && input.dry_run === true);
      const done: Done<Name> | null = isAsked
        ? await act(name, input).catch((error: unknown) => (isFromAnotherBuild(error) ? upgraded : noAnswer))
        : null;
      setPending(false);
      if (wrong.length > 0) setProblem(joinWrong(wrong, done));
      else if (done?.ok === false) setProblem(done.problem);
      if (!done?.ok || wrong.length > 0) return null;
      if (refresh) router.refresh();
      return done.answer;
    },
    [name, router],
  );

  return { run, pending, problem, clear: useCallback(() => setProblem(null), []) };
}

/** What the form found, and what the server found in the same input; of a field that both found wrong, the form's words. */
function joinWrong(wrong: readonly FieldProblem[], done: Done<VerbName> | null): ActProblem {
  if (done?.ok === false && done.problem.code !== 'invalid') return done.problem;
  const found = done?.ok === false ? done.problem : null;
  const others = found?.fields?.filter(({ path }) => !wrong.some((one) => one.path === path)) ?? [];
  const fields = [...wrong, ...others];
  const message = fields.map((field) => `${field.path}: ${field.message}`).join('\n');
  return { code: 'invalid', message, problems: [], fields };
}

/** A page that was opened before an upgrade asks by a name that the new build does not know. */
const upgraded = {
  ok: false as const,
  problem: {
    code: 'no-answer' as const,
    message: 'The router was upgraded since this page was opened. Nothing was changed: load the page again.',
    problems: [],
  },
};

const noAnswer = {
  ok: false as const,
  problem: {
    code: 'no-answer' as const,
    message: 'The server did not answer. Whether the change was made is not known: look again before you repeat it.',
    problems: [],
  },
};
