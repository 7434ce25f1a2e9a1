import { Command } from 'commander';
import { version } from '../../package.json';
import { adminCommand } from './admin';
import { applyCommand } from './apply';
import { demoCommand } from './demo';
import { doctorCommand } from './doctor';
import { exitCodes, exitCodeWords } from './exit-codes';
import { exportCommand } from './export';
import { addGlobals } from './globals';
import { ledgerCommand } from './ledger';
import { policiesCommand } from './policies';
import type { Surroundings } from './surroundings';
import { tokenCommand } from './token';
import { usageCommand } from './usage';

/** The whole command line. It never ends the process itself; what it says goes to the surroundings. */
export function createProgram(surroundings: Surroundings): Command {
  const program = addGlobals(new Command('router'))
    .description('GenAI Smart Router: administer a running server.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print help')
    .helpCommand('help [command]', 'print help for a command')
    .addHelpText('after', environmentHelp)
    .addCommand(applyCommand(surroundings))
    .addCommand(exportCommand(surroundings))
    .addCommand(tokenCommand(surroundings))
    .addCommand(policiesCommand(surroundings))
    .addCommand(ledgerCommand(surroundings))
    .addCommand(adminCommand(surroundings))
    .addCommand(usageCommand(surroundings))
    .addCommand(demoCommand(surroundings))
    .addCommand(doctorCommand(surroundings));
  for (const command of withDescendants(program)) {
    command
      .exitOverride()
      .helpOption('-h, --help', 'print help')
      .configureHelp({ showGlobalOptions: true, helpWidth: surroundings.stdout.columns ?? 100 })
      .configureOutput({
        writeOut: (text) => surroundings.stdout.write(text),
        // Help that was not asked for. What is wrong is told by main.ts, in one place and one form.
        writeErr: (text) => surroundings.stderr.write(text),
        outputError: () => {},
      });
  }
  return program;
}

function withDescendants(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withDescendants)];
}

const environmentHelp = `
Environment:
  ROUTER_URL          the server's address, where it is not on this machine
  ROUTER_ADMIN_TOKEN  the admin token; else the file admin-token in ROUTER_DATA_DIR (.data),
                      for a server on this machine
  NO_COLOR            no colours

Exit codes:
${Object.entries(exitCodes)
  .map(([name, code]) => `  ${code}  ${exitCodeWords[name as keyof typeof exitCodes]}`)
  .join('\n')}

Try: router doctor`;
