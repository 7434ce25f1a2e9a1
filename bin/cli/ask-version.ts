import { name } from '../../package.json';
import { CommandFailed } from './command-failed';
import { explainNoAnswer } from './explain-no-answer';
import type { ServerAddress } from './find-server';

const answerMs = 10_000;

/** The version of the router that answers there, asked without any credential. */
export async function askVersion(server: ServerAddress): Promise<string> {
  const answer = await askJson(server);
  if (answer?.name === name && typeof answer.version === 'string') return answer.version;
  const mend = `Something else has taken that port, or the address is not the one (it comes from ${server.source}).`;
  throw new CommandFailed('unreachable', 'not-a-router', `what answers at ${server.origin} is no router`, { mend });
}

async function askJson(server: ServerAddress): Promise<{ name?: unknown; version?: unknown } | null> {
  try {
    const signal = AbortSignal.timeout(answerMs);
    const response = await fetch(`${server.origin}/version`, { redirect: 'manual', signal });
    const text = await response.text();
    return text.startsWith('{') ? JSON.parse(text) : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw explainNoAnswer(server, error, answerMs);
  }
}
