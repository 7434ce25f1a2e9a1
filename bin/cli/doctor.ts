import { Command } from 'commander';
import type { DoctorCheck, DoctorReport } from '../../lib/admin/contract';
import { openAdminApi } from './admin-api';
import { askVersion } from './ask-version';
import { checkClock } from './check-clock';
import { checkHere, checkWithoutServer } from './check-here';
import { CommandFailed } from './command-failed';
import { exitCodes } from './exit-codes';
import { findServer } from './find-server';
import { examples, globalsOf } from './globals';
import { type Paint, paintFor, plain } from './paint';
import { type Globals, print, printJson, type Surroundings } from './surroundings';

export function doctorCommand(surroundings: Surroundings): Command {
  return new Command('doctor')
    .summary('what is wrong, and what would mend it')
    .description('Looks at this machine and asks the server to look at itself; works when the server is down, too.')
    .addHelpText(
      'after',
      `\nEnds with 1 when something failed; a warning alone ends with 0.${examples('router doctor', 'router doctor --json')}`,
    )
    .action(async (_options: unknown, command: Command) => {
      const globals = globalsOf(command);
      const here = await checkHere(surroundings);
      const { report, checks } = await askServer(globals, surroundings);
      const all = [...here, ...checks, ...(report?.checks ?? [])];
      if (globals.json) printJson(surroundings, { ...(report ?? { version: null, now: null }), checks: all });
      else print(surroundings, renderChecks(all, paintFor(surroundings.stdout, surroundings.environment)));
      if (all.some(({ result }) => result === 'failed')) surroundings.exitCode = exitCodes.refused;
    });
}

/** What the server says of itself; where it says nothing, what can be told from outside. */
async function askServer(globals: Globals, surroundings: Surroundings): Promise<Asked> {
  const server = findServer(globals, surroundings.environment);
  const name = 'server';
  try {
    const version = await askVersion(server);
    const found = `${server.origin} answers, version ${version}`;
    const { report, checks } = await askReport(globals, surroundings);
    return { report, checks: [{ name, result: 'ok', found, mend: null }, ...checks] };
  } catch (error) {
    const failed = asFailed(name, error);
    return { report: null, checks: [failed, ...(await checkWithoutServer(surroundings))] };
  }
}

async function askReport(globals: Globals, surroundings: Surroundings): Promise<Asked> {
  try {
    const api = openAdminApi(globals, surroundings);
    const asked = Date.now();
    const report = await api.get<DoctorReport>('/doctor', 'checks');
    return { report, checks: [checkClock(report.now, asked, Date.now())] };
  } catch (error) {
    return { report: null, checks: [asFailed('admin api', error)] };
  }
}

interface Asked {
  report: DoctorReport | null;
  checks: DoctorCheck[];
}

function asFailed(name: string, error: unknown): DoctorCheck {
  if (!(error instanceof CommandFailed)) throw error;
  return { name, result: 'failed', found: error.message, mend: error.mend };
}

function renderChecks(checks: readonly DoctorCheck[], paint: Paint): string {
  const signs = { ok: paint.green('✓'), warning: paint.yellow('!'), failed: paint.red('✗'), skipped: paint.dim('–') };
  const longest = Math.max(...checks.map(({ name }) => name.length));
  const lines = checks.flatMap(({ name, result, found, mend }) => [
    `${signs[result]} ${paint.bold(plain(name).padEnd(longest))}  ${plain(found)}`,
    ...(mend === null || result === 'ok' ? [] : [`  ${' '.repeat(longest)}  ${paint.dim('→')} ${plain(mend)}`]),
  ]);
  const count = (result: DoctorCheck['result']) => checks.filter((check) => check.result === result).length;
  const [failed, warnings, skipped] = [count('failed'), count('warning'), count('skipped')];
  const verdict = failed > 0 ? paint.red(`${failed} failed`) : paint.green('all well');
  const also = warnings > 0 ? `, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : '';
  const left = skipped > 0 ? `, ${skipped} not looked at` : '';
  return [...lines, '', verdict + also + left].join('\n');
}
