import { ButtonLink } from '@/app/_ui/button';
import { auditOf } from '@/app/(console)/_nav/links';
import type { GroupAnswer } from '@/lib/admin/groups/asked';
import { mayHere } from '../../../../../_act/ask';
import { OwnedBy } from '../../../../../_ui/owned-by';
import { PageHead } from '../../../../../_ui/page-head';
import { DeleteGroup } from './delete-group';

/** What the group is called, and what can be done with all of it. */
export async function GroupHead({ group, mayWrite }: { group: GroupAnswer; mayWrite: boolean }) {
  const { id, state, managed_by, version, tokens } = group;
  const actions = (
    <>
      <ButtonLink href={`/console/simulator?group=${id}`} prefetch={false}>
        Simulate
      </ButtonLink>
      {(await mayHere('audit:read')) && (
        <ButtonLink href={auditOf('group', id)} prefetch={false}>
          Its audit
        </ButtonLink>
      )}
      {mayWrite && managed_by === 'console' && <DeleteGroup id={id} version={version} tokens={tokens} />}
    </>
  );
  return (
    <PageHead
      title={
        <>
          {id} <OwnedBy manager={managed_by} />
        </>
      }
      above={[{ href: '/console/groups', label: 'Model groups' }]}
      actions={actions}
    >
      {state.title && <p className="font-medium text-ink">{state.title}</p>}
      {state.description && <p className="whitespace-pre-line">{state.description}</p>}
    </PageHead>
  );
}
