import type { GroupAnswer } from '@/lib/admin/groups/asked';
import { ask } from '../../../../../_act/ask';
import { GroupEditor } from '../../_parts/editor/group-editor';
import { publishedPolicies } from '../../_parts/editor/published-policies';

interface Props {
  group: GroupAnswer;
  /** What the role may change: all of it, or its targets alone. */
  only: 'all' | 'targets';
}

export async function EditTab({ group: { id, state, version }, only }: Props) {
  const { data: choices } = await ask('groups.choices', {});
  const editable = { state: { id, ...state }, version };
  return <GroupEditor group={editable} choices={choices} policies={await publishedPolicies()} only={only} />;
}
