'use client';

import type { ReactNode } from 'react';
import { Button } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { classes } from '@/app/_ui/classes';
import { Icon } from '@/app/_ui/icon';
import { TextLink } from '@/app/_ui/text-link';
import { useHeld } from '@/app/_visit/held';
import { TakeTokenButtons } from '@/app/_visit/take-token-buttons';
import { ArrivalList } from './arrival-list';
import { useArrivals } from './use-arrivals';

/** The three steps to a first answer, each ticked off when it is done; the last one as the request arrives. */
export function FirstRequestCard({ isDemo }: { isDemo: boolean }) {
  const held = useHeld();
  const { stories, state, goOn } = useArrivals(held?.token ?? null);
  const answered = stories.some(({ outcome }) => outcome === 'completed');
  return (
    <Card className="text-sm print:hidden" data-visit>
      <h3 className="mt-0! border-line border-b px-5 py-3 font-semibold text-base text-ink tracking-tight">
        This page is listening
      </h3>
      <ol aria-label="Steps to a first answer" className="mt-0! list-none! divide-y divide-line pl-0!">
        <Step done={held !== null} title="Your token is known">
          {held ? (
            <>
              It is {held.user}’s, in {held.project}.
            </>
          ) : (
            <>
              Put it in, and this page sees your requests arrive. It is kept in the page’s memory until you reload or
              leave.
              <TakeTokenButtons isDemo={isDemo} className="mt-2" />
            </>
          )}
        </Step>
        <Step done={held !== null && held.groups.length > 0} title="Your model groups are listed">
          {held ? <Groups groups={held.groups} /> : 'What you may put in model.'}
        </Step>
        <Step done={answered} busy={held !== null && state !== 'ended' && !answered} title="Your first answer has come">
          <div role="status" aria-live="polite">
            <ArrivalList stories={stories} />
            {held && stories.length === 0 && state !== 'ended' && <p>Listening. Send one of the examples above.</p>}
            {held && !answered && state === 'quiet' && <Quiet />}
            {state === 'unreachable' && <p>The router does not answer this page at the moment. It goes on asking.</p>}
          </div>
          {!held && <p>From curl, a program or an agent: it is told here, with what went wrong if it did.</p>}
          {state === 'ended' && (
            <p className="flex flex-wrap items-center gap-3">
              Nothing has come for ten minutes, so this page has stopped listening.
              <Button size="small" onClick={goOn}>
                Listen again
              </Button>
            </p>
          )}
        </Step>
      </ol>
    </Card>
  );
}

interface StepProps {
  done: boolean;
  busy?: boolean;
  title: string;
  children: ReactNode;
}

function Step({ done, busy = false, title, children }: StepProps) {
  return (
    <li className="mt-0! flex gap-3 px-5 py-3.5">
      <span
        className={classes(
          'mt-0.5 inline-flex size-5 shrink-0 items-center justify-center rounded-full border',
          done ? 'border-good bg-good-wash text-good' : 'border-field text-muted',
          busy && 'animate-pulse border-accent!',
        )}
      >
        {done && <Icon name="check" className="size-3" />}
      </span>
      <div className="min-w-0 grow">
        <p className="font-medium text-ink">
          {title}
          <span className="sr-only">{done ? ': done' : ': not yet'}</span>
        </p>
        <div className="text-muted">{children}</div>
      </div>
    </li>
  );
}

const mostNamed = 6;

function Groups({ groups }: { groups: readonly string[] }) {
  if (groups.length === 0)
    return (
      <>
        This token may use none. <TextLink href="/check">Check my groups</TextLink> says whom to ask.
      </>
    );
  return (
    <>
      {groups.slice(0, mostNamed).map((group, place) => (
        <span key={group}>
          {place > 0 && ', '}
          <code>{group}</code>
        </span>
      ))}
      {groups.length > mostNamed && <> and {groups.length - mostNamed} more</>}
    </>
  );
}

/** What can be the matter when nothing arrives. */
function Quiet() {
  return (
    <div className="mt-2 text-soft">
      <p>Nothing yet. Two things never show here:</p>
      <ul>
        <li>
          A request without this very token. It is answered with <code>401</code>, which belongs to nobody: is{' '}
          <code>ROUTER_TOKEN</code> set in the same shell?
        </li>
        <li>
          A request to another address. Does <code>echo "$ROUTER_BASE_URL"</code> print what the first example says?
        </li>
      </ul>
      <p>
        <TextLink href="/check">Check my groups</TextLink> tells more about the token.
      </p>
    </div>
  );
}
