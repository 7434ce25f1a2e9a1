'use client';

import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import type { VerbAnswer } from '@/lib/admin/verbs';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { findWrong } from '../../../../_ui/wrong-fields';
import { askedOf, holderOf, type SimulatorDraft, simulatorLabels } from './draft';
import { addressOf, bodyOf, mostBody } from './draft-address';
import { HolderFields } from './holder-fields';
import { PlanView } from './plan-view';
import { RequestFields } from './request-fields';

interface Props {
  groups: readonly string[];
  first: SimulatorDraft;
  /** The address tells a request, and not only a group: it is asked at once. */
  isAsked: boolean;
  mayAskForTokens: boolean;
}

export function Simulator({ groups, first, isAsked, mayAskForTokens }: Props) {
  const [draft, setDraft] = useState(first);
  const [isBodyLeftOut, setBodyLeftOut] = useState(false);
  const [plan, setPlan] = useState<VerbAnswer<'routes.explain'> | null>(null);
  const anybody = useAct('routes.explain');
  const token = useAct('routes.explain-for-token');
  const problem = anybody.problem ?? token.problem;
  const wrong = findWrong(problem, simulatorLabels).fields;
  const change = (some: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...some }));

  // Once: afterwards the form is asked.
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    // Only the browser knows what stands behind the #.
    const told = { ...first, body: bodyOf(location.hash) };
    if (told.body) setDraft(told);
    if (isAsked) void explain(told);
  });

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { address, isBodyLeftOut: isLeftOut } = addressOf(draft);
    history.replaceState(null, '', address);
    setBodyLeftOut(isLeftOut);
    await explain(draft);
  }

  async function explain(draft: SimulatorDraft) {
    const { asked, wrong } = askedOf(draft);
    anybody.clear();
    token.clear();
    const tokenId = draft.tokenId.trim();
    const told = tokenId
      ? await token.run({ token_id: tokenId, ...asked }, { refresh: false, wrong })
      : await anybody.run({ ...asked, as: holderOf(draft) }, { refresh: false, wrong });
    setPlan(told);
  }

  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <form onSubmit={submit} noValidate aria-label="Request" className="@container">
        <Card className="space-y-5 p-5">
          <RequestFields draft={draft} groups={groups} change={change} wrong={wrong} />
          <HolderFields draft={draft} change={change} wrong={wrong} mayAskForTokens={mayAskForTokens} />
          <ActProblemNote problem={problem} labels={simulatorLabels} marks />
          <Button type="submit" look="primary" pending={anybody.pending || token.pending}>
            Explain
          </Button>
          <p role="status" className="text-muted text-sm">
            {isBodyLeftOut
              ? `This page’s address has all of it but the body, which is longer than ${mostBody.toLocaleString('en')} characters or holds a token.`
              : 'The request goes into this page’s address: give it to a colleague, and they see the same. Its body stands behind the #, which browsers send to no server.'}
          </p>
        </Card>
      </form>
      <div role="status">
        {plan ? (
          <PlanView plan={plan} />
        ) : (
          <p className="rounded-lg border border-line border-dashed p-5 text-muted text-sm">
            Say what the request asks for, and the plan stands here: which targets can carry it, in which order they
            would be tried and why, and what it would cost.
          </p>
        )}
      </div>
    </div>
  );
}
