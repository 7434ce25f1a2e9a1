import { Command } from 'commander';
import type { RotatedToken, RotateTokenRequest } from '../../lib/admin/contract';
import { openAdminApi } from './admin-api';
import { examples, globalsOf, readMoment, readSpan } from './globals';
import { print, printJson, type Surroundings } from './surroundings';
import { tokenIdArgument } from './token-id-argument';
import { sayTokenWords } from './token-words';

interface Options {
  overlap?: number;
  key?: string;
  expires?: string;
}

export function tokenRotateCommand(surroundings: Surroundings): Command {
  return new Command('rotate')
    .summary('a new token in the place of an old one')
    .description(
      'Makes a new token that may do what the old one may, and prints it this once. The old one ends when the overlap is over.',
    )
    .argument('<token-id>', 'the part before the secret: rtr_metrum_alice_demo_dev_k1')
    .option(
      '--overlap <span>',
      'how long the old one goes on working: 30m, 24h, 7d; 0 ends it at once (default: 24h)',
      readSpan,
    )
    .option('--key <name>', 'the new token’s key (default: k and today’s date)')
    .option('--expires <when>', 'when the new one ends (default: as the old one)', readMoment('ahead'))
    .addHelpText(
      'after',
      examples(
        'router token rotate rtr_metrum_alice_demo_dev_k1',
        'router token rotate rtr_metrum_alice_demo_dev_k1 --overlap 0',
      ),
    )
    .action(async (given: string, { overlap, key, expires }: Options, command: Command) => {
      const globals = globalsOf(command);
      const tokenId = tokenIdArgument(given, surroundings);
      const body: RotateTokenRequest = {
        ...(overlap === undefined ? {} : { overlap_seconds: overlap }),
        ...(key === undefined ? {} : { key }),
        ...(expires === undefined ? {} : { expires_at: expires }),
      };
      const api = openAdminApi(globals, surroundings);
      const path = `/tokens/${encodeURIComponent(tokenId)}/rotate`;
      const rotated = await api.post<RotatedToken>(path, 'token', body);
      if (globals.json) return printJson(surroundings, rotated);
      const end = overlap === 0 ? 'has ended' : `works until ${rotated.rotates_at}`;
      const facts = [`Token id  ${rotated.token_id}`, `Replaces  ${rotated.replaces}, which ${end}`];
      sayTokenWords(surroundings, api.server.origin, facts);
      print(surroundings, rotated.token);
    });
}
