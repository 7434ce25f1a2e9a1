'use client';

import { useEffect, useState } from 'react';
import type { PolicyProblem } from '@/lib/admin/contract/policies';
import { act } from '../../../../_act/act';

/** Long enough not to ask at each letter, short enough to be read as one types. */
const QUIET_MS = 400;

interface Checked {
  /** Of the source that was checked last. */
  problems: readonly PolicyProblem[];
  state: 'checking' | 'right' | 'wrong' | 'unknown';
}

/** Everything that is wrong with a source, soon after it was last typed in. */
export function useCheck(source: string): Checked {
  const [checked, setChecked] = useState<Checked>({ problems: [], state: 'checking' });
  useEffect(() => {
    let isStale = false;
    setChecked(({ problems }) => ({ problems, state: 'checking' }));
    const timer = setTimeout(async () => {
      const done = await act('policies.check', { source }).catch(() => null);
      if (isStale) return;
      if (!done?.ok) setChecked({ problems: refusalOf(done?.problem.message), state: 'unknown' });
      else setChecked({ problems: done.answer.problems, state: done.answer.ok ? 'right' : 'wrong' });
    }, QUIET_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [source]);
  return checked;
}

function refusalOf(message = 'The server did not answer: it could not be checked.'): PolicyProblem[] {
  return [{ kind: 'rule', line: null, column: null, message }];
}
