import { ask } from '../../../../../_act/ask';

/** Ids of the policies that a group may be routed by: those with a version in force. */
export async function publishedPolicies(): Promise<string[]> {
  const { data } = await ask('policies.list', {});
  return data.filter(({ published }) => published !== null).map(({ id }) => id);
}
