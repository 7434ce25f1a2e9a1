'use client';

import { useEffect, useState } from 'react';
import { Status } from '@/app/_ui/badge';
import { Button } from '@/app/_ui/button';
import { act } from '@/app/(console)/_act/act';
import type { Done } from '@/app/(console)/_act/done';

type Found = Done<'doctor.check'> | null;

/** What the server finds when it looks at itself and asks each provider: that takes as long as the slowest of them, so no page waits. */
export function Doctor({ nothingElse }: { nothingElse: boolean }) {
  const [found, setFound] = useState<Found>(null);
  const [round, setRound] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each round asks anew
  useEffect(() => {
    let isGone = false;
    setFound(null);
    act('doctor.check', {})
      .catch(() => unreachable)
      .then((answer) => {
        if (!isGone) setFound(answer);
      });
    return () => {
      isGone = true;
    };
  }, [round]);

  const checks = found?.ok ? found.answer.checks.filter(({ result }) => result !== 'ok') : [];
  return (
    <>
      {checks.map(({ name, result, found: words, mend }) => (
        <li key={name} className="px-5 py-3">
          <Status tone={result === 'failed' ? 'bad' : 'warn'}>{name}</Status>
          <p className="wrap-anywhere mt-0.5 text-soft">
            {words}. {mend}
          </p>
        </li>
      ))}
      <li className="flex min-h-13 flex-wrap items-center justify-between gap-3 px-5 py-3">
        <span role="status">{tell(found, checks.length, nothingElse)}</span>
        {found && (
          <Button size="small" onClick={() => setRound((before) => before + 1)}>
            Check again
          </Button>
        )}
      </li>
    </>
  );
}

function tell(found: Found, problems: number, nothingElse: boolean) {
  if (!found) return <span className="text-muted">Asking the store and each provider…</span>;
  if (!found.ok) return <Status tone="bad">{found.problem.message}</Status>;
  const { checks } = found.answer;
  if (problems > 0)
    return <span className="text-muted">{`${checks.length - problems} of ${checks.length} checks are well.`}</span>;
  return (
    <Status tone="good">
      {nothingElse ? `Nothing: ${checks.length} checks are well` : `All ${checks.length} checks are well`}
    </Status>
  );
}

const unreachable = {
  ok: false as const,
  problem: { code: 'no-answer' as const, message: 'The server did not answer.', problems: [] },
};
