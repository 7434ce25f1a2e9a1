import type { ReactNode } from 'react';
import { Badge } from '@/app/_ui/badge';
import { Card } from '@/app/_ui/card';
import { Pagination } from '@/app/_ui/pagination';
import type { GroupVersion } from '@/lib/admin/groups/asked';
import { ask } from '../../../../../_act/ask';
import { addressWith, type Query } from '../../../../../_ui/address';
import { FieldDifferences } from '../../../../../_ui/difference';
import { Moment } from '../../../../../_ui/moment';
import { RollBack } from './roll-back';

interface Props {
  id: string;
  query: Query;
  /** The version that the group is at; null where it was deleted. */
  at: number | null;
  mayRollBack: boolean;
}

/** Every state that the group was saved in, with what each changed. */
export async function HistoryTab({ id, query, at, mayRollBack }: Props) {
  const before = /^[1-9]\d{0,8}$/.test(query.before ?? '') ? Number(query.before) : undefined;
  const { data, has_more } = await ask('groups.versions', { id, limit: 20, ...(before ? { before } : {}) });
  if (data.length === 0) {
    return (
      <p className="text-muted">
        Nobody has changed this group since versions are kept: the first change begins its history.
      </p>
    );
  }
  const address = (last: number | null) =>
    addressWith(`/console/groups/${id}`, { tab: 'history' }, { before: last?.toString() });
  const last = data.at(-1)?.number ?? 1;
  return (
    <div className="space-y-4">
      <ol aria-label="Versions, newest first" className="space-y-3">
        {data.map((version) => (
          <li key={version.number}>
            <VersionCard version={version} isNow={version.number === at}>
              {mayRollBack && version.number !== at && version.state !== null && (
                <RollBack id={id} number={version.number} basedOn={at} />
              )}
            </VersionCard>
          </li>
        ))}
      </ol>
      {(before !== undefined || has_more) && (
        <Pagination
          shown={`Versions ${last} to ${data[0]?.number}`}
          previous={before === undefined ? null : address(null)}
          next={has_more ? address(last) : null}
        />
      )}
    </div>
  );
}

function VersionCard({ version, isNow, children }: { version: GroupVersion; isNow: boolean; children: ReactNode }) {
  const { number, at, actor, state, changes } = version;
  const [change] = changes;
  return (
    <Card className="px-5 py-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="flex flex-wrap items-center gap-2 font-semibold text-sm">
            Version {number}
            {isNow && <Badge tone="accent">now</Badge>}
            {state === null && <Badge tone="bad">deleted</Badge>}
          </h2>
          <p className="break-words text-muted text-sm">
            {actor}, <Moment at={at} /> UTC
          </p>
        </div>
        {children}
      </div>
      {change ? <FieldDifferences difference={change.difference} /> : null}
    </Card>
  );
}
