import { Status } from '@/app/_ui/badge';
import { Card, CardHead } from '@/app/_ui/card';
import type { PolicyAnswer, PolicyStatus } from '@/lib/admin/contract/policies';
import { Moment } from '../../../../_ui/moment';
import { VersionActions } from './version-actions';

const tones = { draft: 'neutral', published: 'good', archived: 'neutral' } as const satisfies Record<
  PolicyStatus,
  string
>;

/** Every source that was saved. To publish an older one is to roll back, and as quick. */
export function VersionsCard({ policy, canEdit }: { policy: PolicyAnswer; canEdit: boolean }) {
  return (
    <Card>
      <CardHead title="Versions">
        The newest first. Publishing an older one rolls back, from the next request on.
      </CardHead>
      <ul aria-label="Versions" className="divide-y divide-line">
        {policy.versions.map((version) => (
          <li key={version.number} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-5 py-3 text-sm">
            <span className="font-medium">Version {version.number}</span>
            <Status tone={tones[version.status]}>{version.status}</Status>
            <span className="text-muted">
              {version.actor}, <Moment at={version.at} />
            </span>
            <VersionActions
              id={policy.id}
              number={version.number}
              published={policy.published}
              canPublish={canEdit && version.status !== 'published'}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
