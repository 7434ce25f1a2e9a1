import { forbidden } from 'next/navigation';
import type { GroupAnswer } from '@/lib/admin/groups/asked';
import { ask } from '../../../../../_act/ask';
import { OwnedNote } from '../../../../../_ui/owned-by';
import { GroupEditor } from '../../_parts/editor/group-editor';
import { publishedPolicies } from '../../_parts/editor/published-policies';
import { GroupFacts } from './group-facts';

interface Props {
  group: GroupAnswer;
  /** What the role may change: all of it, or its targets alone. */
  only: 'all' | 'targets';
  mayEdit: boolean;
}

export async function EditTab({ group, only, mayEdit }: Props) {
  if (!mayEdit) forbidden();
  const { id, managed_by, state, version } = group;
  if (managed_by !== 'console') {
    return (
      <div className="space-y-6">
        <OwnedNote manager={managed_by} what="group" />
        <GroupFacts group={group} />
      </div>
    );
  }
  const { data: choices } = await ask('groups.choices', {});
  const editable = { state: { id, ...state }, version };
  return <GroupEditor group={editable} choices={choices} policies={await publishedPolicies()} only={only} />;
}
