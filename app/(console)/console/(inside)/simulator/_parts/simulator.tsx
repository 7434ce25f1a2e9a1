'use client';

import { type FormEvent, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import type { VerbAnswer } from '@/lib/admin/verbs';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';
import { findWrong } from '../../../../_ui/wrong-fields';
import { askedOf, emptyDraft, holderOf, simulatorLabels } from './draft';
import { HolderFields } from './holder-fields';
import { PlanView } from './plan-view';
import { RequestFields } from './request-fields';

interface Props {
  groups: readonly string[];
  first: string | undefined;
  mayAskForTokens: boolean;
}

export function Simulator({ groups, first, mayAskForTokens }: Props) {
  const [draft, setDraft] = useState(() => emptyDraft(first ?? groups[0] ?? ''));
  const [plan, setPlan] = useState<VerbAnswer<'routes.explain'> | null>(null);
  const anybody = useAct('routes.explain');
  const token = useAct('routes.explain-for-token');
  const problem = anybody.problem ?? token.problem;
  const wrong = findWrong(problem, simulatorLabels).fields;
  const change = (some: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...some }));

  async function explain(event: FormEvent) {
    event.preventDefault();
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
      <form onSubmit={explain} noValidate aria-label="Request">
        <Card className="space-y-5 p-5">
          <RequestFields draft={draft} groups={groups} change={change} wrong={wrong} />
          <HolderFields draft={draft} change={change} wrong={wrong} mayAskForTokens={mayAskForTokens} />
          <ActProblemNote problem={problem} labels={simulatorLabels} marks />
          <Button type="submit" look="primary" pending={anybody.pending || token.pending}>
            Explain
          </Button>
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
