'use client';

import type { HolderChange, UserRow } from '@/lib/admin/contract/callers';
import type { Limits } from '@/lib/exchange/limits';
import { useAct } from '../../../../_act/use-act';
import type { HolderStatus } from './holder-status';

/** What is changed: a user, a project, or a user's place in a project. */
export type Holder =
  | { kind: 'user'; user: string }
  | { kind: 'project'; project: string }
  | { kind: 'caller'; user: string; project: string };

interface Fields {
  status?: HolderStatus;
  /** Of a user. */
  userKind?: UserRow['kind'];
  /** Of a project. */
  title?: string | null;
  limits?: Limits | null;
}

/** Changes a holder by the verb of its kind; with `dryRun` only what it would do to tokens is found out. */
export function useHolder(holder: Holder) {
  const user = useAct('users.update');
  const project = useAct('projects.update');
  const caller = useAct('callers.update');
  const { pending, problem, clear } = { user, project, caller }[holder.kind];

  function change({ status, userKind, title, limits }: Fields, dryRun = false): Promise<HolderChange | null> {
    const common = { ...(status && { status }), dry_run: dryRun };
    const options = { refresh: !dryRun };
    if (holder.kind === 'user') {
      return user.run({ user: holder.user, ...common, ...(userKind && { kind: userKind }) }, options);
    }
    if (holder.kind === 'project') {
      const own = { ...(title !== undefined && { title }), ...(limits !== undefined && { limits }) };
      return project.run({ project: holder.project, ...common, ...own }, options);
    }
    return caller.run({ user: holder.user, project: holder.project, ...common }, options);
  }

  return { change, pending, problem, clear };
}

export function nameOf(holder: Holder): string {
  if (holder.kind === 'caller') return `${holder.user} in ${holder.project}`;
  return holder.kind === 'user' ? holder.user : holder.project;
}
