import { CommandFailed } from './command-failed';
import { readTokenId } from './pasted-text';
import { type Surroundings, say } from './surroundings';

/** The token id that was meant; whoever gave a whole token is told where its secret now stands. */
export function tokenIdArgument(given: string, surroundings: Surroundings): string {
  const { tokenId, hadSecret } = readTokenId(given);
  if (!/^[A-Za-z0-9_-]{1,512}$/.test(tokenId)) {
    throw new CommandFailed('usage', 'usage', 'that is no token id', {
      mend: 'It is the part before the secret, such as rtr_metrum_alice_demo_dev_k1; router token list shows them all.',
    });
  }
  if (hadSecret) {
    say(
      surroundings,
      'That was a whole token. Only its id is used, but its secret is now in the history of this shell.',
    );
  }
  return tokenId;
}
