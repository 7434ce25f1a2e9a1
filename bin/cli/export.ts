import { Command } from 'commander';
import { openAdminApi } from './admin-api';
import { examples, globalsOf } from './globals';
import { type Surroundings, say } from './surroundings';
import { writeWhole } from './write-whole';

export function exportCommand(surroundings: Surroundings): Command {
  return new Command('export')
    .summary('the server’s configuration as a file')
    .description(
      `Prints the server’s configuration as a file that apply takes. It holds no secret: tokens are written as token_sha256, provider keys as the \${NAME} they came from.`,
    )
    .option('-o, --output <file>', 'write there instead, the whole of it or not at all')
    .addHelpText('after', examples('router export', 'router export --output router.yaml'))
    .action(async ({ output }: { output?: string }, command: Command) => {
      const text = await openAdminApi(globalsOf(command), surroundings).getText('/config/export');
      if (output === undefined || output === '-') {
        surroundings.stdout.write(text);
        return;
      }
      await writeWhole(output, text, surroundings);
      say(surroundings, `Written to ${output}`);
    });
}
