'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Button, ButtonLink } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { describedBy, Field, Input } from '@/app/_ui/field';
import type { VerbAnswer } from '@/lib/admin/verbs';
import { useAct } from '../../../../../_act/use-act';
import { ActProblemNote } from '../../../../../_ui/act-problem';
import { FoldedLimits } from '../../../../../_ui/limits/folded-limits';
import { draftLimits, limitsOfDraft } from '../../../../../_ui/limits/limit-draft';
import { limitLabels } from '../../../../../_ui/limits/limit-fields';
import { findWrong } from '../../../../../_ui/wrong-fields';
import { type Expiry, ExpiryField, expiryMoment, findNoDay, noExpiry, noMoment } from '../../_parts/expiry-field';
import { GroupPicker } from '../../_parts/group-picker';
import { ShownTokenDialog } from '../../_parts/shown-token-dialog';
import { TierField } from '../../_parts/tier-field';
import { type CallerChoice, CallerFields, isNew } from './caller-fields';
import { useKnown } from './use-known';

const labels = {
  ...{ user: 'User', project: 'Project', env: 'Environment', key: 'Key' },
  ...{ allow: 'May use', expires_at: 'Ends' },
  ...limitLabels,
};

interface Props {
  groups: readonly { id: string; title: string | null }[];
  /** Whom the page was opened for. */
  user: string;
  project: string;
}

/** Who calls, from where, what they may use and for how long. The token that comes of it is this form's memory alone. */
export function NewTokenForm({ groups, ...asked }: Props) {
  const router = useRouter();
  const create = useAct('tokens.create');
  const wrong = findWrong(create.problem, labels).fields;
  const [caller, setCaller] = useState<CallerChoice>({ ...asked, kind: 'person' });
  const users = useKnown('user', caller.user);
  const [allow, setAllow] = useState<readonly string[]>([]);
  const [expiry, setExpiry] = useState<Expiry>(noExpiry);
  const [tier, setTier] = useState('');
  const [limits, setLimits] = useState(() => draftLimits(null));
  const [made, setMade] = useState<VerbAnswer<'tokens.create'> | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const env = String(fields.get('env') ?? '').trim();
    const key = String(fields.get('key') ?? '').trim();
    const wrong = findNoDay(expiry);
    const expires_at = wrong.length > 0 ? noMoment : expiryMoment(expiry, Date.now());
    const { user, project, kind } = caller;
    const answer = await create.run(
      {
        ...{ user: user.trim(), project: project.trim(), allow: [...allow] },
        ...(isNew(user, users) && { kind }),
        ...(env && { env }),
        ...(key && { key }),
        ...(expires_at && { expires_at }),
        ...(tier !== '' && { tier: Number(tier) }),
        limits: limitsOfDraft(limits),
      },
      { refresh: false, wrong, isRefused: true },
    );
    if (answer) setMade(answer);
  }

  function leave() {
    const id = made?.token_id;
    setMade(null);
    router.push(`/console/tokens/${id}`);
  }

  return (
    <form onSubmit={submit} noValidate className="max-w-3xl space-y-6">
      <Card className="space-y-4 p-5">
        <CallerFields value={caller} users={users} wrong={wrong} onChange={setCaller} />
        <div className="grid gap-x-4 gap-y-4 sm:grid-cols-2">
          <Field
            label={labels.env}
            id="new-env"
            note="Where it is used: dev, staging, prod."
            problem={wrong.get('env') ?? null}
          >
            <Input
              {...describedBy('new-env', wrong.get('env'))}
              name="env"
              defaultValue="dev"
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
          <Field
            label={labels.key}
            id="new-key"
            note="Tells tokens of one environment apart. Today’s date when left empty."
            problem={wrong.get('key') ?? null}
          >
            <Input {...describedBy('new-key', wrong.get('key'))} name="key" autoComplete="off" spellCheck={false} />
          </Field>
        </div>
      </Card>
      <Card className="p-5">
        <GroupPicker groups={groups} chosen={allow} problem={wrong.get('allow')} onChange={setAllow} />
      </Card>
      <Card className="p-5">
        <ExpiryField value={expiry} problem={wrong.get('expires_at')} onChange={setExpiry} />
      </Card>
      <Card className="p-5">
        <TierField value={tier} onChange={setTier} />
      </Card>
      <Card className="p-5">
        <FoldedLimits draft={limits} wrong={wrong} onChange={setLimits} />
      </Card>
      <ActProblemNote problem={create.problem} labels={labels} marks />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" look="primary" pending={create.pending}>
          Make the token
        </Button>
        <ButtonLink href="/console/tokens" prefetch={false}>
          Cancel
        </ButtonLink>
      </div>
      {made && <ShownTokenDialog made={made} model={allow[0] ?? ''} onClose={leave} />}
    </form>
  );
}
