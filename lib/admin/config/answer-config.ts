import { ConfigurationError, renderPath } from '../../config/configuration-error';
import { readDeclaredConfiguration } from '../../config/read-declared-configuration';
import { AdminRefusal } from '../admin-refusal';
import { type ApplyAnswer, ApplyRequest, type ConfigurationProblem } from '../contract';
import type { Asked, Reply } from '../door';
import { readBody } from '../read-asked';
import { type Applied, applyDeclared } from './apply';
import { readKnownIds } from './apply-file';
import { exportConfiguration } from './export';

/** Applies a file as the asker has it; what is wrong with it comes back with its places. */
export async function answerApply(asked: Asked): Promise<Reply> {
  const { settings, snapshot } = asked.runtime;
  const input = await readBody(asked, ApplyRequest, settings.maxBodyBytes);
  const { version, changes, notices } = await apply(asked, input).catch((error: unknown) => {
    throw error instanceof ConfigurationError ? asRefusal(error) : error;
  });
  if (!input.dry_run) await snapshot.refresh();
  return { body: { dry_run: input.dry_run, version, changes, notices } satisfies ApplyAnswer };
}

export async function answerExport({ runtime }: Asked): Promise<Reply> {
  return {
    body: null,
    text: { type: 'application/yaml; charset=utf-8', body: await exportConfiguration(runtime.store) },
  };
}

type ApplyInput = Required<ApplyRequest>;

async function apply({ runtime }: Asked, { file, text, secrets, dry_run, prune }: ApplyInput): Promise<Applied> {
  const { store, sealer, settings } = runtime;
  const known = await readKnownIds(store, { prune });
  const { declared, locate } = readDeclaredConfiguration(text, { file, environment: secrets, known });
  const actor = `admin-api file:${file.split(/[/\\]/).at(-1)}`;
  return applyDeclared({ store, sealer, declared, org: settings.org, actor, file, locate, prune, dryRun: dry_run });
}

function asRefusal({ file, problems }: ConfigurationError): AdminRefusal {
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
