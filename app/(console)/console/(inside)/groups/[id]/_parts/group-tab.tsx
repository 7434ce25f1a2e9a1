import { Card, CardHead } from '@/app/_ui/card';
import type { GroupAnswer } from '@/lib/admin/groups/asked';
import { OwnedNote } from '../../../../../_ui/owned-by';
import { Flow } from './flow';
import { GroupFacts } from './group-facts';
import { TargetsTable } from './targets-table';

/** The group as it is: where its requests flow, how each target does, and its settings. */
export function GroupTab({ group, mayResume }: { group: GroupAnswer; mayResume: boolean }) {
  return (
    <div className="space-y-6">
      <OwnedNote manager={group.managed_by} what="group" />
      <Card>
        <CardHead title="Where requests flow">
          Of the last 24 hours, the newest 5,000 requests at most. A line is as thick as the part of the requests that
          went along it.
        </CardHead>
        <div className="p-5">
          <Flow group={group} mayResume={mayResume} />
        </div>
      </Card>
      <section aria-labelledby="targets" className="space-y-3">
        <h2 id="targets" className="font-semibold text-base tracking-tight">
          Targets
        </h2>
        <TargetsTable group={group} />
      </section>
      <GroupFacts group={group} />
    </div>
  );
}
