import type { DoctorCheck } from '../contract';
import { type RunsPolicies, readSuspended } from '../policies/suspended';
import { listNames, ok, warning } from './finding';

/** Does every policy that a group asks run? One that is suspended counts as failing, and nothing else says so. */
export function checkSuspended(runtime: RunsPolicies): DoctorCheck[] {
  const asked = new Set([...runtime.snapshot.current().groups.values()].flatMap(({ policy }) => policy?.id ?? []));
  if (asked.size === 0) return [];
  const suspended = readSuspended(runtime);
  if (suspended.length === 0) return [ok('policies', 'none of those that groups ask is suspended')];
  const told = suspended.map(({ id, version, until }) => `${id} version ${version} until ${until}`);
  const mend = 'Mend it and publish, or roll back: router policies publish; router policies resume lets it run again.';
  return [warning('policies', `suspended for overrunning or using up its memory: ${listNames(told)}`, mend)];
}
