import type { SetupLink } from '../../lib/admin/contract/administrators';
import { renderMoment } from './moment';
import { paintFor, plain } from './paint';
import { type Surroundings, say } from './surroundings';

/** What stands around a link that is shown: on stderr, so that stdout is the link and nothing else. */
export function sayLinkWords(surroundings: Surroundings, who: string, { expires_at }: SetupLink): void {
  const paint = paintFor(surroundings.stderr, surroundings.environment);
  say(surroundings, plain(`For         ${who}`));
  say(surroundings, plain(`Good until  ${renderMoment(expires_at)} UTC, and once`));
  say(surroundings, `\n${paint.bold('The link. It is shown this once; give it to them on a way that you trust:')}`);
}
