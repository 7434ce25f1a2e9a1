import { policyName } from '../../policies/policy-name';
import type { Sandbox } from '../../policies/sandbox/create-sandbox';
import type { SnapshotHolder } from '../../snapshot/holder';

/** A policy that this server does not run for now, because its calls have cost too much again and again. */
export interface SuspendedPolicy {
  id: string;
  version: number | null;
  until: string;
  /** The groups that ask it, and go by its fallback meanwhile, or fail. */
  groups: string[];
}

export interface RunsPolicies {
  snapshot: Pick<SnapshotHolder, 'current'>;
  sandbox: Pick<Sandbox, 'suspendedUntil'>;
}

/** Of those that a group asks, as this process has seen it. */
export function readSuspended({ snapshot, sandbox }: RunsPolicies): SuspendedPolicy[] {
  const found = new Map<string, SuspendedPolicy>();
  for (const { id: group, policy } of snapshot.current().groups.values()) {
    if (!policy?.compiled) continue;
    const { id, version, compiled } = policy;
    const until = sandbox.suspendedUntil(policyName({ id, version, digest: compiled.digest }));
    if (until === null) continue;
    const told = found.get(id) ?? { id, version, until: new Date(until).toISOString(), groups: [] };
    told.groups.push(group);
    found.set(id, told);
  }
  return [...found.values()];
}
