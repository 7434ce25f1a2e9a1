import { z } from 'zod';
import { ConfigurationError, renderPath } from '../../config/configuration-error';
import type { PolicyFiles } from '../../config/policy-files';
import { readDeclaredConfiguration } from '../../config/read-declared-configuration';
import { AdminRefusal } from '../admin-refusal';
import { type ApplyAnswer, ApplyRequest, type ConfigurationProblem } from '../contract';
import { compilerOf } from '../policies/compiler';
import { defineVerb, type VerbContext } from '../verb';
import { type Applied, applyDeclared } from './apply';
import { readKnownIds } from './apply-file';
import { exportConfiguration } from './export';

/** Verbs about the declared configuration as a whole. */
export const configurationVerbs = {
  'configuration.apply': defineVerb({
    action: 'configuration:write',
    method: 'POST',
    path: '/config/apply',
    summary:
      'Makes the store hold what a file declares, all of it or nothing; with dry_run only the difference is told',
    input: ApplyRequest,
    maxBody: 'settings',
    async run(context, input): Promise<ApplyAnswer> {
      const { version, changes, notices } = await apply(context, input).catch((error: unknown) => {
        throw error instanceof ConfigurationError ? asRefusal(error) : error;
      });
      if (!input.dry_run) await context.runtime.snapshot.refresh();
      return { dry_run: input.dry_run, version, changes, notices };
    },
  }),
  'configuration.export': defineVerb({
    action: 'configuration:read',
    method: 'GET',
    path: '/config/export',
    summary: 'Everything in the store as one declared configuration',
    input: z.strictObject({}),
    type: 'application/yaml; charset=utf-8',
    run: ({ runtime }) => exportConfiguration(runtime.store),
  }),
};

async function apply(
  { runtime, actor, author }: VerbContext,
  { file, text, secrets, policy_files, dry_run, prune, based_on }: z.output<typeof ApplyRequest>,
): Promise<Applied> {
  const { store, sealer, settings } = runtime;
  const known = await readKnownIds(store, { prune });
  const policyFiles = policy_files && toPolicyFiles(policy_files);
  // The page has a field for each; the command line, which speaks for itself, expands what its environment has.
  const secretsFrom = actor.via === 'console' ? 'fields' : 'environment';
  const { declared, locate } = readDeclaredConfiguration(text, {
    file,
    environment: secrets,
    secretsFrom,
    known,
    policyFiles,
  });
  const named = { ...author, actor: `${author.actor} file:${file.split(/[/\\]/).at(-1)}` };
  return applyDeclared({
    store,
    sealer,
    declared,
    org: settings.org,
    author: named,
    file,
    locate,
    prune,
    compile: compilerOf(runtime),
    trusts: actor.kind === 'server-token',
    dryRun: dry_run,
    basedOn: based_on,
  });
}

function toPolicyFiles(files: Readonly<Record<string, string>>): PolicyFiles {
  return Object.fromEntries(Object.entries(files).map(([name, text]) => [name, { text }]));
}

/** What is wrong with a configuration, each with its place. */
export function asRefusal({ file, problems }: ConfigurationError): AdminRefusal {
  const told = problems.map(
    ({ line, column, path, message }): ConfigurationProblem => ({
      line: line ?? null,
      column: column ?? null,
      path: renderPath(path),
      message,
    }),
  );
  return new AdminRefusal('invalid', `${file} cannot be used, and nothing was changed`, told);
}
