import { Command } from 'commander';
import type { LedgerCheck, LedgerDrift } from '../../lib/admin/contract/ledger';
import { openAdminApi } from './admin-api';
import { exitCodes } from './exit-codes';
import { examples, globalsOf } from './globals';
import { paintFor } from './paint';
import { print, printJson, type Surroundings, say } from './surroundings';
import { type Column, renderTable } from './table';

export function ledgerCommand(surroundings: Surroundings): Command {
  return new Command('ledger')
    .summary('do the counters of budgets agree with the records?')
    .description('What quotas and budgets count, held against the usage records behind them.')
    .addCommand(checkCommand(surroundings), { isDefault: true });
}

function checkCommand(surroundings: Surroundings): Command {
  return new Command('check')
    .summary('compares each counter with the sum of its records; ends with 1 where one differs')
    .description('Compares what each quota and budget has counted with the sum of its period’s usage records.')
    .option('--repair', 'put counters right that differ')
    .addHelpText('after', examples('router ledger check', 'router ledger check --repair'))
    .action(async ({ repair }: { repair?: boolean }, command: Command) => {
      const globals = globalsOf(command);
      const api = openAdminApi(globals, surroundings);
      const found = repair
        ? await api.post<LedgerCheck>('/ledger/repair', 'drifts', {})
        : await api.get<LedgerCheck>('/ledger/check', 'drifts');
      if (globals.json) printJson(surroundings, found);
      else tell(surroundings, found);
      if (found.drifts.length > found.repaired) surroundings.exitCode = exitCodes.refused;
    });
}

function tell(surroundings: Surroundings, { checked, drifts, repaired }: LedgerCheck): void {
  if (drifts.length === 0) {
    say(surroundings, `All ${checked} counters agree with the usage records.`);
    return;
  }
  const { stdout, environment } = surroundings;
  const width = stdout.isTTY ? { width: stdout.columns } : {};
  print(surroundings, renderTable(columns, drifts, { paint: paintFor(stdout, environment), ...width }));
  say(
    surroundings,
    repaired > 0
      ? `${repaired} of ${checked} counters were put right.`
      : `${drifts.length} of ${checked} counters differ: router ledger check --repair puts them right.`,
  );
}

const amount = (value: number) => value.toLocaleString('en-US', { maximumFractionDigits: 6 });

const columns: Column<LedgerDrift>[] = [
  { title: 'WHOSE', value: ({ scope, id }) => `${scope} ${id}`, mayShrink: true },
  { title: 'LIMIT', value: ({ name }) => name },
  { title: 'COUNTED', value: ({ counted }) => amount(counted), align: 'right' },
  { title: 'RECORDED', value: ({ recorded }) => amount(recorded), align: 'right' },
  { title: 'RESERVED', value: ({ reserved }) => amount(reserved), align: 'right' },
];
