import { Callout } from '@/app/_ui/callout';
import type { GroupVersion } from '@/lib/admin/groups/asked';
import type { Query } from '../../../../../_ui/address';
import { Moment } from '../../../../../_ui/moment';
import { PageHead } from '../../../../../_ui/page-head';
import { HistoryTab } from './history-tab';

interface Props {
  id: string;
  /** Its last: its end. */
  version: GroupVersion;
  query: Query;
  mayWrite: boolean;
}

/** A group that was, and can be again. */
export function DeletedGroup({ id, version, query, mayWrite }: Props) {
  return (
    <>
      <PageHead title={id} above={[{ href: '/console/groups', label: 'Model groups' }]} />
      <div className="space-y-6">
        <Callout tone="neutral" title="This group was deleted">
          By {version.actor}, <Moment at={version.at} /> UTC.{' '}
          {mayWrite
            ? 'A version whose targets are still there can be brought back below; tokens get it back only when they are given it again.'
            : 'Whoever may make groups can bring back a version whose targets are still there.'}
        </Callout>
        <HistoryTab id={id} query={query} at={null} mayRollBack={mayWrite ? 'all' : null} />
      </div>
    </>
  );
}
