'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Card } from '@/app/_ui/card';
import { useToast } from '@/app/_ui/toast';
import type { TokenRow } from '@/lib/admin/contract';
import { useAct } from '../../../../../_act/use-act';
import { ActProblemNote } from '../../../../../_ui/act-problem';
import { FoldedLimits } from '../../../../../_ui/limits/folded-limits';
import { compareLimits, draftLimits, limitsOfDraft, tellLimit } from '../../../../../_ui/limits/limit-draft';
import { limitLabels } from '../../../../../_ui/limits/limit-fields';
import { findWrong } from '../../../../../_ui/wrong-fields';
import { type Expiry, ExpiryField, expiryMoment } from '../../_parts/expiry-field';
import { GroupPicker } from '../../_parts/group-picker';
import { TierField } from '../../_parts/tier-field';
import { ReadOnlyGroups } from './read-only-groups';
import { TokenConflict } from './token-conflict';

interface Props {
  token: TokenRow;
  groups: readonly { id: string; title: string | null }[];
  mayWrite: boolean;
}

const labels = { allow: 'May use', expires_at: 'Ends', ...limitLabels };
const kept: Expiry = { preset: 'kept', day: '' };

/** What a token may use, how much of it and until when. What would change is said before it is saved. */
export function TokenEditor({ token, groups, mayWrite }: Props) {
  const say = useToast();
  const router = useRouter();
  const update = useAct('tokens.update');
  const [allow, setAllow] = useState<readonly string[]>(token.allow);
  const [expiry, setExpiry] = useState(kept);
  const before = token.tier?.toString() ?? '';
  const [tier, setTier] = useState(before);
  const [limitDraft, setLimits] = useState(() => draftLimits(token.limits));
  const isOver = token.own_status === 'revoked' || token.own_status === 'rotated';
  if (!mayWrite || isOver || token.managed_by !== 'console') return <ReadOnlyGroups token={token} groups={groups} />;

  const added = allow.filter((id) => !token.allow.includes(id));
  const removed = token.allow.filter((id) => !allow.includes(id));
  const ends = expiryMoment(expiry, Date.now());
  const isOtherTier = tier !== before;
  const limits = limitsOfDraft(limitDraft);
  const otherLimits = compareLimits(token.limits, limits);
  const isOther = [added, removed, otherLimits].some(({ length }) => length > 0);
  const isChanged = isOther || isOtherTier || (ends !== undefined && ends !== token.expires_at);

  const mine = {
    allow: [...allow],
    ...(ends !== undefined && { expires_at: ends }),
    ...tierOf(isOtherTier, tier),
    ...(otherLimits.length > 0 && { limits }),
  };
  const isConflict = update.problem?.code === 'conflict';
  const wrong = findWrong(update.problem, labels).fields;

  async function save(version = token.version) {
    const done = await update.run({ token_id: token.token_id, version, ...mine });
    if (done) say({ tone: 'good', title: 'Saved', description: 'It holds from the next request on.' });
  }

  function discard() {
    setAllow(token.allow);
    setExpiry(kept);
    setTier(before);
    setLimits(draftLimits(token.limits));
    update.clear();
  }

  return (
    <Card className="divide-y divide-line">
      <div className="p-5">
        <GroupPicker groups={groups} chosen={allow} problem={wrong.get('allow')} onChange={setAllow} />
      </div>
      <div className="p-5">
        <ExpiryField
          value={expiry}
          onChange={setExpiry}
          problem={wrong.get('expires_at')}
          keepsNever={token.expires_at === null}
          kept={token.expires_at ? `As it is: ${day(token.expires_at)}` : 'As it is: never'}
        />
      </div>
      <div className="p-5">
        <TierField value={tier} onChange={setTier} />
      </div>
      <div className="p-5">
        <FoldedLimits draft={limitDraft} wrong={wrong} onChange={setLimits} />
      </div>
      {(isChanged || update.problem) && (
        <section aria-label="What would change" className="space-y-3 p-5">
          <ul className="space-y-1 text-sm">
            {added.length > 0 && <li>It may also use {names(added)}.</li>}
            {removed.length > 0 && <li>It may no longer use {names(removed)}: the next request for it is refused.</li>}
            {isOtherTier && (
              <li>
                It may use {tier === '' ? 'models of every tier' : `models up to tier ${tier}`}; until now{' '}
                {before === '' ? 'of every tier' : `up to tier ${before}`}.
              </li>
            )}
            {otherLimits.map((one) => (
              <li key={one.path}>
                {one.label}: {tellLimit(one, one.to)}; until now {tellLimit(one, one.from)}.
              </li>
            ))}
            {ends !== undefined && (
              <li>
                It ends {ends ? `on ${day(ends)}` : 'never'}; until now{' '}
                {token.expires_at ? `on ${day(token.expires_at)}` : 'never'}.
              </li>
            )}
          </ul>
          <ActProblemNote problem={isConflict ? null : update.problem} labels={labels} marks />
          <div className="flex gap-2">
            <Button look="primary" pending={update.pending} disabled={!isChanged} onClick={() => save()}>
              Save
            </Button>
            <Button onClick={discard}>Discard</Button>
          </div>
        </section>
      )}
      {isConflict && (
        <TokenConflict
          {...{ token, mine }}
          pending={update.pending}
          onClose={update.clear}
          onTakeTheirs={() => {
            discard();
            router.refresh();
          }}
          onSaveMine={save}
        />
      )}
    </Card>
  );
}

function tierOf(isOther: boolean, tier: string): { tier?: number | null } {
  return isOther ? { tier: tier === '' ? null : Number(tier) } : {};
}

function names(ids: readonly string[]) {
  return ids.map((id, index) => (
    <span key={id}>
      {index > 0 && ', '}
      <code>{id}</code>
    </span>
  ));
}

function day(moment: string): string {
  return `${moment.slice(0, 10)} ${moment.slice(11, 16)} UTC`;
}
