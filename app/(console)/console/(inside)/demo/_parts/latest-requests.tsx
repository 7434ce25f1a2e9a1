'use client';

import { useState } from 'react';
import { Card, CardHead } from '@/app/_ui/card';
import { TextLink } from '@/app/_ui/text-link';
import { act } from '@/app/(console)/_act/act';
import { milliseconds } from '@/app/(console)/_charts/figures';
import { requestPage } from '@/app/(console)/_nav/links';
import { useWatching } from '@/app/(console)/_parts/use-watching';
import type { RequestRow } from '@/lib/admin/requests/list';
import { OutcomeStatus } from '../../requests/_parts/outcome-status';
import { TryChain } from '../../requests/_parts/try-chain';

const everyMs = 1_500;

/** The newest requests, and the way that each went: looked up again and again while somebody watches. */
export function LatestRequests({ first }: { first: readonly RequestRow[] }) {
  const [rows, setRows] = useState(first);
  useWatching(everyMs, async () => {
    const done = await act('requests.list', { limit: 6 }).catch(() => null);
    if (done?.ok) setRows(done.answer.data);
  });
  return (
    <Card className="min-w-0 xl:sticky xl:top-20">
      <CardHead title="The newest requests">As they end, and which targets were asked.</CardHead>
      {rows.length === 0 && <p className="px-5 py-4 text-muted text-sm">None yet. Send one.</p>}
      <ol aria-live="polite" className="divide-y divide-line text-sm">
        {rows.map((row) => (
          <li key={row.cursor} className="px-5 py-3">
            <p className="flex flex-wrap items-center justify-between gap-x-3">
              <span className="flex items-center gap-2">
                <OutcomeStatus of={row} />
                <span className="text-muted">{milliseconds(row.latency_ms)}</span>
              </span>
              <TextLink href={requestPage(row)} className="text-xs tabular-nums">
                {row.started_at.slice(11, 19)}
              </TextLink>
            </p>
            <p className="mt-1 text-muted text-xs">
              <code>{row.group ?? row.model ?? 'no model'}</code>
              {row.stream && ', as a stream'}
              {row.fault && `, ${row.fault}`}
            </p>
            <div className="mt-1 text-xs">
              <TryChain tries={row.tries} />
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
