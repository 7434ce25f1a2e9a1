import { CommandFailed } from './command-failed';
import type { ServerAddress } from './find-server';

/** Why there is no answer, told by the code that the platform gives the failure. */
export function explainNoAnswer(server: ServerAddress, error: unknown, waitedMs: number): CommandFailed {
  const { origin, source } = server;
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new CommandFailed(
      'unreachable',
      'timed-out',
      `${origin} has not answered within ${waitedMs / 1000} seconds`,
      {
        mend: 'Something listens there and says nothing. What does its log say?',
      },
    );
  }
  const code = codeOf(error);
  const from =
    source === 'the default'
      ? 'Start one with: npm start. Is it elsewhere?'
      : `The address comes from ${source}. Is it elsewhere?`;
  const mend = `${from} Then say so: --url https://llm.example.com, or ROUTER_URL.`;
  const message = reasons[code]?.(origin) ?? `${origin} cannot be reached (${code})`;
  return new CommandFailed('unreachable', 'unreachable', message, { mend });
}

const reasons: Record<string, (origin: string) => string> = {
  ECONNREFUSED: (origin) => `no server listens at ${origin}`,
  ENOTFOUND: (origin) => `there is no such machine: ${new URL(origin).hostname}`,
  EAI_AGAIN: (origin) => `the name ${new URL(origin).hostname} cannot be looked up now`,
  ECONNRESET: (origin) => `${origin} closed the connection without an answer`,
  UND_ERR_SOCKET: (origin) => `${origin} closed the connection without an answer`,
  EHOSTUNREACH: (origin) => `there is no way to ${origin} from here`,
  ENETUNREACH: (origin) => `there is no way to ${origin} from here`,
  UND_ERR_CONNECT_TIMEOUT: (origin) => `${origin} does not take a connection`,
  ETIMEDOUT: (origin) => `${origin} does not take a connection`,
  ERR_SSL_WRONG_VERSION_NUMBER: (origin) => `${origin} does not speak https`,
  DEPTH_ZERO_SELF_SIGNED_CERT: (origin) =>
    `the certificate of ${origin} is self-signed; Node.js trusts it when NODE_EXTRA_CA_CERTS names its file`,
  SELF_SIGNED_CERT_IN_CHAIN: (origin) =>
    `the certificate of ${origin} is signed by somebody unknown; NODE_EXTRA_CA_CERTS can name them`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: (origin) =>
    `the certificate of ${origin} is signed by somebody unknown; NODE_EXTRA_CA_CERTS can name them`,
  CERT_HAS_EXPIRED: (origin) => `the certificate of ${origin} has expired`,
  ERR_TLS_CERT_ALTNAME_INVALID: (origin) => `the certificate at ${origin} is for another name`,
};

/** fetch wraps the failure once or twice; of several addresses that were tried, the first counts. */
function codeOf(error: unknown, depth = 0): string {
  if (!(error instanceof Error) || depth > 5) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  // Without a code, such as for a port that fetch refuses to call, its own words are the best there is.
  return inner === undefined ? error.message : codeOf(inner, depth + 1);
}
