import type { GroupAnswer } from '@/lib/admin/groups/asked';
import { ask } from '../../../../../_act/ask';
import { GroupEditor } from '../../_parts/editor/group-editor';

interface Props {
  group: GroupAnswer;
  /** What the role may change: all of it, or its targets alone. */
  only: 'all' | 'targets';
}

export async function EditTab({ group: { id, state, version }, only }: Props) {
  const { data: choices } = await ask('groups.choices', {});
  return <GroupEditor group={{ state: { id, ...state }, version }} choices={choices} only={only} />;
}
