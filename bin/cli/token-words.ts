import { paintFor, plain } from './paint';
import { type Surroundings, say } from './surroundings';

/** What stands around a token that is shown: on stderr, so that stdout is the token and nothing else. */
export function sayTokenWords(surroundings: Surroundings, origin: string, facts: readonly string[]): void {
  const paint = paintFor(surroundings.stderr, surroundings.environment);
  for (const fact of facts) say(surroundings, plain(fact));
  say(
    surroundings,
    [
      '',
      paint.dim('Try it, with the token in ROUTER_TOKEN:'),
      paint.dim(`  curl -sS ${origin}/v1/models -H "Authorization: Bearer $ROUTER_TOKEN"`),
      '',
      paint.bold('The token. It is shown this once; store it now:'),
    ].join('\n'),
  );
}
