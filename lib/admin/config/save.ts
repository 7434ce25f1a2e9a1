import type { Transaction } from '../../../db/client';
import { lockPolicy } from '../../../db/queries/policy-change';
import { ConfigurationError, renderPath } from '../../config/configuration-error';
import type { DeclaredGroup, DeclaredProvider } from '../../config/declared';
import { AdminRefusal } from '../admin-refusal';
import type { ApplyAnswer } from '../contract';
import type { VerbContext } from '../verb';
import { type Applied, applyWithin } from './apply';
import type { NamedRemoval } from './plan-named-removal';
import type { Present } from './present';
import { readGroups, readProviders } from './read-present-policy';

/** What a verb of the console wants to be so, as it stands in the store's own words: objects whole. */
export interface Saving {
  providers?: DeclaredProvider[];
  groups?: DeclaredGroup[];
  remove?: NamedRemoval;
}

/** The policy under its lock: what a change is made from, so that two changes at once do not undo each other. */
export type PresentPolicy = Pick<Present, 'providers' | 'models' | 'prices' | 'groups'> & { version: number };

export interface SaveOptions {
  dryRun: boolean;
  /** What is to be so, given what is. A refusal that it throws is the answer, and nothing was changed. */
  build(policy: PresentPolicy, transaction: Transaction): Saving | Promise<Saving>;
  /** What is written beside it, in the same transaction; not for a dry run, nor where nothing changes. */
  also?(transaction: Transaction, applied: Applied, saving: Saving): Promise<void>;
}

/**
 * The console saves by the plan that a file is applied with: the same checks, differences and audit, in one transaction. What
 * it saves is the console's; what a file or the demo owns is refused.
 */
export async function save(
  { runtime, author }: VerbContext,
  { dryRun, build, also }: SaveOptions,
): Promise<ApplyAnswer> {
  const { store, sealer, settings, snapshot } = runtime;
  const applied = await store.db
    .transaction(async (transaction) => {
      const version = await lockPolicy(transaction);
      const groups = await readGroups(transaction);
      const policy = { ...(await readProviders(transaction, sealer)), groups, version };
      const saving = await build(policy, transaction);
      const declared = { providers: saving.providers ?? [], groups: saving.groups ?? [], projects: [], callers: [] };
      const { remove = {} } = saving;
      const options = { sealer, declared, org: settings.org, author, manager: 'console', remove, dryRun } as const;
      const done = await applyWithin(transaction, options);
      if (also && !dryRun && done.changes.length > 0) await also(transaction, done, saving);
      return done;
    })
    .catch((error: unknown) => {
      throw error instanceof ConfigurationError ? asRefusal(error) : error;
    });
  if (!dryRun) await snapshot.refresh();
  return { dry_run: dryRun, ...applied };
}

/** One object is saved, so a problem's place in a list says nothing to whoever saves it: its words do. A form knows the place. */
function asRefusal({ problems }: ConfigurationError): AdminRefusal {
  const placed = problems.map(({ path, message }) => ({ line: null, column: null, path: renderPath(path), message }));
  const told = new Map(placed.map((problem) => [`${problem.path} ${problem.message}`, problem]));
  const words = [...new Set(problems.map(({ message }) => message))].join('\n');
  const fields = [...told.values()].map(({ path, message }) => ({ path, message }));
  return new AdminRefusal('invalid', words, [...told.values()], undefined, fields);
}
