import { askToken, type Finding } from './ask-token';
import { copyHint } from './copy-hint';
import { problemWithToken } from './problem-with-token';
import { holdToken } from './visit';

/** Why a token was not taken, and the page that says more. */
export interface Refused {
  words: string;
  page: string | null;
}

/** Asks this deployment about a token, and takes it for this visit where it works. */
export async function takeToken(token: string, signal: AbortSignal): Promise<Refused | null> {
  const wrong = problemWithToken(token);
  if (wrong !== null) return { words: wrong, page: null };
  const finding = await askToken(token, signal);
  if (signal.aborted) return null;
  const refused = refusalOf(finding, token);
  if (refused === null) holdToken(token, finding);
  return refused;
}

function refusalOf(finding: Finding, token: string): Refused | null {
  switch (finding.kind) {
    case 'known': {
      const { status } = finding.token;
      if (status === 'active') return null;
      return {
        words: `This token is ${status}, and examples with it would fail.`,
        page: `/docs/errors/token-${status}`,
      };
    }
    case 'unknown':
      return {
        words: `This deployment does not know that token. ${copyHint(token)}`,
        page: '/docs/errors/unauthorized',
      };
    case 'failed':
      return { words: `The router answered ${finding.status}: ${finding.message}`, page: null };
    case 'wrong-server':
      return { words: `Something else than this router answered, with ${finding.status}.`, page: null };
    case 'unreachable':
      return {
        words: finding.timedOut ? 'The router did not answer in time.' : 'The router cannot be reached from here.',
        page: null,
      };
  }
}
