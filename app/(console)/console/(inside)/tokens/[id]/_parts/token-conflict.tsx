'use client';

import { useEffect, useState } from 'react';
import type { TokenRow } from '@/lib/admin/contract';
import type { VerbAnswer } from '@/lib/admin/verbs';
import type { Limits } from '@/lib/exchange/limits';
import { useAct } from '../../../../../_act/use-act';
import { ConflictDialog } from '../../../../../_ui/conflict-dialog';
import { compareLimits } from '../../../../../_ui/limits/limit-draft';

interface Props {
  /** As this editor began with it. */
  token: TokenRow;
  mine: { allow: readonly string[]; expires_at?: string | null; tier?: number | null; limits?: Limits | null };
  pending: boolean;
  onClose(): void;
  onTakeTheirs(): void;
  onSaveMine(over: number): void;
}

/** Somebody changed the token while it was edited here. */
export function TokenConflict({ token, mine, pending, onClose, onTakeTheirs, onSaveMine }: Props) {
  const { run: readToken, problem } = useAct('tokens.get');
  const { run: readAudit, problem: auditProblem } = useAct('audit.list');
  const [theirs, setTheirs] = useState<TokenRow | null>(null);
  const [events, setEvents] = useState<VerbAnswer<'audit.list'>['data'] | null>(null);
  const { token_id, version } = token;

  // Once, when it opens: what is edited cannot change under the dialog.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    (async () => {
      const listed = await readAudit({ kind: 'token', id: token_id, limit: 50 }, { refresh: false });
      // Another token's id may begin as this one's.
      const own = listed?.data.filter(
        ({ object_id, policy_version }) => object_id === token_id && policy_version > version,
      );
      setEvents(own ?? null);
      setTheirs(await readToken({ token_id }, { refresh: false }));
    })();
  }, []);

  const canBeSaved = theirs !== null && theirs.own_status !== 'revoked' && theirs.own_status !== 'rotated';
  return (
    <ConflictDialog
      title="The token has changed meanwhile"
      kept="the audit has every change."
      since={
        events?.map((event) => ({ ...event, key: event.id, did: 'changed it', changes: [changeOf(event)] })) ?? null
      }
      over={canBeSaved ? compare(theirs, mine) : null}
      problem={problem ?? auditProblem}
      pending={pending}
      onClose={onClose}
      onTakeTheirs={onTakeTheirs}
      saveMine="Save mine over it"
      onSaveMine={() => theirs && onSaveMine(theirs.version)}
    />
  );
}

function changeOf({ action, kind, object_id, difference }: VerbAnswer<'audit.list'>['data'][number]) {
  return { action, kind, id: object_id, difference };
}

/** What mine makes of theirs. */
function compare({ token_id, allow, expires_at, tier, limits }: TokenRow, mine: Props['mine']) {
  const difference: Record<string, { from: unknown; to: unknown }> = {};
  if (mine.allow.join() !== allow.join()) difference.allow = { from: allow, to: mine.allow };
  const ends = mine.expires_at === undefined ? expires_at : mine.expires_at;
  if (ends !== expires_at) difference.expires_at = { from: expires_at, to: ends };
  if (mine.tier !== undefined && mine.tier !== tier) difference.tier = { from: tier, to: mine.tier };
  for (const { path, from, to } of mine.limits === undefined ? [] : compareLimits(limits, mine.limits))
    difference[`limits.${path}`] = { from, to };
  return Object.keys(difference).length > 0 ? [{ action: 'update', kind: 'token', id: token_id, difference }] : [];
}
