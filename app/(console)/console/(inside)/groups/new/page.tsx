import type { Metadata } from 'next';
import { forbidden } from 'next/navigation';
import { EmptyState } from '@/app/_ui/empty-state';
import { TextLink } from '@/app/_ui/text-link';
import { ask, mayHere } from '../../../../_act/ask';
import { PageHead } from '../../../../_ui/page-head';
import { GroupEditor } from '../_parts/editor/group-editor';
import { publishedPolicies } from '../_parts/editor/published-policies';

export const metadata: Metadata = { title: 'New model group' };

export default async function NewGroupPage() {
  if (!(await mayHere('groups:write'))) forbidden();
  const { data: choices } = await ask('groups.choices', {});
  const policies = await publishedPolicies();
  return (
    <>
      <PageHead title="New model group" above={[{ href: '/console/groups', label: 'Model groups' }]}>
        A name for callers, and the models that stand behind it. No token may use it before you add it to the token.
      </PageHead>
      {choices.length === 0 ? (
        <EmptyState title="No model to send requests to">
          A group needs a provider’s model. <TextLink href="/console/providers">Add a provider</TextLink> first.
        </EmptyState>
      ) : (
        <GroupEditor group={null} choices={choices} policies={policies} only="all" />
      )}
    </>
  );
}
