'use client';

import { unstable_isUnrecognizedActionError as isFromAnotherBuild, useRouter } from 'next/navigation';
import { useCallback, useState } from 'react';
import type { VerbAnswer, VerbInput, VerbName } from '@/lib/admin/verbs';
import { act } from './act';
import type { ActProblem, Done } from './done';

interface Act<Name extends VerbName> {
  /** Does the verb; null where it was refused, and then `problem` says why. The page is drawn anew when it was done. */
  run(input: VerbInput<Name>, options?: { refresh?: boolean }): Promise<VerbAnswer<Name> | null>;
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
    async (input: VerbInput<Name>, { refresh = true } = {}): Promise<VerbAnswer<Name> | null> => {
      setPending(true);
      setProblem(null);
      const done: Done<Name> = await act(name, input).catch((error: unknown) =>
        isFromAnotherBuild(error) ? upgraded : noAnswer,
      );
      setPending(false);
      if (!done.ok) {
        setProblem(done.problem);
        return null;
      }
      if (refresh) router.refresh();
      return done.answer;
    },
    [name, router],
  );

  return { run, pending, problem, clear: useCallback(() => setProblem(null), []) };
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
