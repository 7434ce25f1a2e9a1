'use client';

import { useEffect, useState } from 'react';
import { Status } from '@/app/_ui/badge';
import { Button } from '@/app/_ui/button';
import { TextLink } from '@/app/_ui/text-link';
import { act } from '@/app/(console)/_act/act';
import type { Done } from '@/app/(console)/_act/done';

type Found = Done<'doctor.check'> | null;

interface Props {
  /** Is there nothing else on the page that needs somebody? */
  nothingElse: boolean;
  /** Does the doctor ask the providers for whoever looks? */
  asksProviders: boolean;
}

/** Suspended policies stand above, where each leads to its page. */
const toldAbove = 'policies';

/** What the server finds when it looks at itself and asks each provider: that takes as long as the slowest of them, so no page waits. */
export function Doctor({ nothingElse, asksProviders }: Props) {
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

  const checks = found?.ok
    ? found.answer.checks.filter(({ result }) => result === 'failed' || result === 'warning')
    : [];
  return (
    <>
      {checks
        .filter(({ name }) => name !== toldAbove)
        .map(({ name, result, found: words, mend }) => (
          <li key={name} className="px-5 py-3">
            <Status tone={result === 'failed' ? 'bad' : 'warn'}>{name}</Status>
            <p className="wrap-anywhere mt-0.5 text-soft">
              {words}. {name === 'configuration' ? <NothingThere /> : mend}
            </p>
          </li>
        ))}
      <li className="flex min-h-13 flex-wrap items-center justify-between gap-3 px-5 py-3">
        <span role="status">{tell(found, checks.length, nothingElse, asksProviders)}</span>
        {found && (
          <Button size="small" onClick={() => setRound((before) => before + 1)}>
            Check again
          </Button>
        )}
      </li>
    </>
  );
}

function tell(found: Found, problems: number, nothingElse: boolean, asksProviders: boolean) {
  if (!found) {
    return (
      <span className="text-muted">
        {asksProviders ? 'Asking the store and each provider…' : 'Looking at the store and the configuration…'}
      </span>
    );
  }
  if (!found.ok) return <Status tone="bad">{found.problem.message}</Status>;
  const skipped = found.answer.checks.filter(({ result }) => result === 'skipped').length;
  const looked = found.answer.checks.length - skipped;
  const unasked = skipped === 0 ? null : <span className="mt-0.5 block text-muted">{tellUnasked(skipped)}</span>;
  if (problems > 0) {
    return (
      <>
        <span className="text-muted">{`${looked - problems} of ${looked} checks are well.`}</span>
        {unasked}
      </>
    );
  }
  return (
    <>
      <Status tone="good">
        {nothingElse ? `Nothing: ${looked} checks are well` : `All ${looked} checks are well`}
      </Status>
      {unasked}
    </>
  );
}

/** What the doctor would have typed is done here by hand. */
function NothingThere() {
  return (
    <>
      Nothing can be called yet: add a <TextLink href="/console/providers">provider</TextLink>, then a{' '}
      <TextLink href="/console/groups">model group</TextLink>.
    </>
  );
}

/** Asking a provider shows it our key. */
function tellUnasked(count: number): string {
  const which =
    count === 1
      ? 'One provider was not asked: that takes a role that may change it'
      : `${count} providers were not asked: that takes a role that may change them`;
  return `${which}.`;
}

const unreachable = {
  ok: false as const,
  problem: { code: 'no-answer' as const, message: 'The server did not answer.', problems: [] },
};
