import type { ReactNode } from 'react';
import { Badge } from '@/app/_ui/badge';
import { Card } from '@/app/_ui/card';
import { Pagination } from '@/app/_ui/pagination';
import type { GroupVersion } from '@/lib/admin/groups/asked';
import { ask } from '../../../../../_act/ask';
import { addressWith, type Query } from '../../../../../_ui/address';
import { FieldDifferences } from '../../../../../_ui/difference';
import { Moment } from '../../../../../_ui/moment';
import { differenceLabels } from '../../_parts/editor/problems-by-field';
import { RollBack } from './roll-back';

interface Props {
  id: string;
  query: Query;
  /** The version that the group is at; null where it was deleted. */
  at: number | null;
  /** What of an older version whoever looks may bring back: all of it, its targets alone, or nothing. */
  mayRollBack: 'all' | 'targets' | null;
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
      {mayRollBack === 'targets' && (
        <p className="text-muted text-sm">
          Your role changes the targets of a group, and nothing else of it: you can roll back to versions that differ
          from now in their targets alone.
        </p>
      )}
      <ol aria-label="Versions, newest first" className="space-y-3">
        {data.map((version) => (
          <li key={version.number}>
            <VersionCard version={version} isNow={version.number === at}>
              {mayRollBack && version.number !== at && version.state !== null && (
                <WayBack id={id} version={version} basedOn={at} what={mayRollBack} />
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

interface WayBackProps {
  id: string;
  version: GroupVersion;
  basedOn: number | null;
  what: 'all' | 'targets';
}

/** One press, or why there is none. */
function WayBack({ id, version: { number, differs_in, missing }, basedOn, what }: WayBackProps) {
  const others = differs_in?.filter((field) => field !== 'targets') ?? [];
  if (differs_in?.length === 0) return <p className="text-muted text-sm">As the group is now</p>;
  if (missing.length > 0) return <p className="wrap-anywhere max-w-64 text-muted text-sm">{tellMissing(missing)}</p>;
  if (what === 'all' || others.length === 0) return <RollBack {...{ id, number, basedOn, what }} />;
  return <p className="max-w-64 text-muted text-sm">Differs from now in {others.join(', ')} too: not for your role</p>;
}

const mostMissing = 5;

/** Why a version cannot be gone back to. */
function tellMissing(missing: readonly string[]): string {
  const more = missing.length - mostMissing;
  const names = `${missing.slice(0, mostMissing).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return `${names} ${missing.length === 1 ? 'is' : 'are'} gone: it cannot come back without`;
}

function VersionCard({ version, isNow, children }: { version: GroupVersion; isNow: boolean; children: ReactNode }) {
  const { number, at, actor, state, changes, rolled_back_to } = version;
  const [change] = changes;
  const did = change?.action === 'create' ? 'brought back as in version' : 'rolled back to version';
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
            {rolled_back_to !== null && `: ${did} ${rolled_back_to}`}
          </p>
        </div>
        {children}
      </div>
      {change ? <FieldDifferences difference={change.difference} labels={differenceLabels} /> : null}
    </Card>
  );
}
