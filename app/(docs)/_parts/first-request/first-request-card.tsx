'use client';

import type { ReactNode } from 'react';
import { Button } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { classes } from '@/app/_ui/classes';
import { Icon } from '@/app/_ui/icon';
import { useHeld } from '@/app/_visit/held';
import { TakeTokenButtons } from '@/app/_visit/take-token-buttons';
import { WhomToAsk } from '@/app/_visit/whom-to-ask';
import { ArrivalList } from './arrival-list';
import { GroupNames } from './group-names';
import { NothingYet } from './nothing-yet';
import { useArrivals } from './use-arrivals';

interface Props {
  isDemo: boolean;
  /** What ROUTER_BASE_URL must be. */
  origin: string;
  supportContact: string | null;
}

/** The three steps to a first answer, each ticked off when it is done; the last one as the request arrives. */
export function FirstRequestCard({ isDemo, origin, supportContact }: Props) {
  const held = useHeld();
  const { stories, now, putInAt, answered, state, goOn } = useArrivals(held);
  const mayAsk = held !== null && held.groups.length > 0;
  const waiting = mayAsk && state !== 'ended' && !stories.some((story) => Date.parse(story.started_at) >= putInAt);
  return (
    <Card className="text-sm print:hidden" data-visit role="group" aria-labelledby="listening" tabIndex={-1}>
      <h3
        id="listening"
        className="mt-0! border-line border-b px-5 py-3 font-semibold text-base text-ink tracking-tight"
      >
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
        <Step done={mayAsk} title="Your model groups are listed">
          {!held && 'What you may put in model.'}
          {held && mayAsk && <GroupNames groups={held.groups} />}
          {held && !mayAsk && (
            <>
              This token may use none yet, and its requests are refused. <WhomToAsk contact={supportContact} />
            </>
          )}
        </Step>
        <Step done={answered} busy={mayAsk && state !== 'ended' && !answered} title="Your first answer has come">
          {/* What comes is told as it comes, and not once more because its time has changed. */}
          <div role="status" aria-live="polite" aria-atomic="false" aria-relevant="additions">
            {held && <ArrivalList stories={stories} now={now} putInAt={putInAt} groups={held.groups} />}
            {waiting && <p>Listening. Send one of the examples above.</p>}
            {held && waiting && !answered && state === 'quiet' && <NothingYet origin={origin} tokenId={held.id} />}
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
