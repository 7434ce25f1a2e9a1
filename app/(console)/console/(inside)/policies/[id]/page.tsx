import type { Metadata } from 'next';
import { CodeBlock } from '@/app/_ui/code-block';
import { ask, mayHere } from '../../../../_act/ask';
import { OwnedNote } from '../../../../_ui/owned-by';
import { PageHead } from '../../../../_ui/page-head';
import { DeletePolicy } from '../_parts/delete-policy';
import { PolicyFacts } from '../_parts/policy-facts';
import { PolicySettings } from '../_parts/policy-settings';
import { PolicyWorkshop } from '../_parts/policy-workshop';
import { VersionsCard } from '../_parts/versions-card';

interface Props {
  params: Promise<{ id: string }>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: decodeURIComponent((await params).id) };
}

/** One policy: how it does, its source, its versions and what becomes of a request when it fails. */
export default async function PolicyPage({ params }: Props) {
  const policy = await ask('policies.get', { policy_id: decodeURIComponent((await params).id) });
  const mayWrite = await mayHere('policies:write');
  const canEdit = mayWrite && policy.managed_by === 'console';
  const { id, latest, published, source } = policy;
  return (
    <>
      <PageHead
        title={id}
        above={[{ href: '/console/policies', label: 'Policies' }]}
        actions={canEdit && <DeletePolicy id={id} groups={policy.groups} />}
      >
        {policy.title}
      </PageHead>
      <div className="space-y-6">
        <OwnedNote manager={policy.managed_by} what="policy" />
        <PolicyFacts policy={policy} mayResume={mayWrite} />
        {canEdit ? (
          <PolicyWorkshop
            policy={{ id, latest, published }}
            source={source}
            samples={await ask('policies.samples', {})}
          />
        ) : (
          <CodeBlock title={`Version ${latest}`}>{source}</CodeBlock>
        )}
        <VersionsCard policy={policy} canEdit={canEdit} />
        {canEdit && <PolicySettings key={policy.revision} policy={policy} />}
      </div>
    </>
  );
}
