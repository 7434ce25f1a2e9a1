import type { Store } from '../../../db/client';
import type { Author } from '../../../db/queries/policy-change';
import { ConfigurationError, type Problem } from '../../config/configuration-error';
import type { Declared, DeclaredPolicy } from '../../config/declared';
import type { Locate } from '../../config/yaml-text';
import type { PolicyProblem } from '../../policies/check/checker';
import type { CompiledPolicy } from '../../policies/compiled-policy';
import { AdminRefusal } from '../admin-refusal';
import type { CompileSource } from '../policies/compiler';
import type { Present } from './present';
import { readPolicies } from './read-present-policy';

/** By the policy's id: the source that was compiled, and what came of it. */
export type CompiledPolicies = ReadonlyMap<string, { source: string; policy: CompiledPolicy }>;

interface Origin {
  declared: Declared;
  author: Author;
  file?: string | undefined;
  locate?: Locate | undefined;
}

/** Compiles the declared policies whose source is not the one that is published. All their mistakes are told at once. */
export async function compileDeclared(
  { db }: Pick<Store, 'db'>,
  compile: CompileSource | undefined,
  { declared: { policies = [] }, author, file, locate }: Origin,
): Promise<CompiledPolicies> {
  if (policies.length === 0) return new Map();
  const present = await db.transaction(readPolicies);
  const compiled = new Map<string, { source: string; policy: CompiledPolicy }>();
  const problems: Problem[] = [];
  for (const [index, policy] of policies.entries()) {
    const before = present.get(policy.id);
    // The demo's goes away before the file's is written, and its versions with it.
    if (before?.source === policy.source && before.managedBy !== 'demo') continue;
    if (!compile) throw new Error('policies are declared, and nobody was given that compiles them');
    const { policy: made, problems: found } = await compile(policy.source, policy.deadlineMs);
    if (made) compiled.set(policy.id, { source: policy.source, policy: made });
    problems.push(...found.map((problem) => placeProblem(policy, index, problem, locate)));
  }
  if (problems.length === 0) return compiled;
  throw new ConfigurationError(file ?? author.actor.replace(/^file:/, ''), problems);
}

/** At the policy's place in the configuration, with the place in its own source among the words. */
function placeProblem(
  { sourceFile }: DeclaredPolicy,
  index: number,
  { line, column, message }: PolicyProblem,
  locate: Locate | undefined,
): Problem {
  const path = ['policies', index, sourceFile ? 'source_file' : 'source'];
  const within = [sourceFile, line === null ? null : `line ${line}`, column === null ? null : `column ${column}`];
  const place = within.filter((part) => part !== null && part !== undefined).join(', ');
  return { path, message: place ? `${place}: ${message}` : message, ...locate?.(path) };
}

/** What the writes of a plan need: a new version for each policy whose source changes. */
export function findNewVersions(
  writes: readonly DeclaredPolicy[],
  present: Pick<Present, 'policies'>,
  { compiled, actor }: { compiled: CompiledPolicies; actor: string },
) {
  const versions = new Map<string, CompiledPolicy>();
  for (const { id, source } of writes) {
    if (present.policies.get(id)?.source === source) continue;
    const made = compiled.get(id);
    // Somebody published another between the compiling and the lock.
    if (made?.source !== source) {
      throw new AdminRefusal('conflict', `policy "${id}" was changed while this was applied; apply it again`);
    }
    versions.set(id, made.policy);
  }
  return { versions, actor };
}
