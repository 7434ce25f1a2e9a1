type Environment = Record<string, string | undefined>;

/**
 * The settings' environment where Next itself is the server (`next start`, `next dev`): PORT and HOST are then what Next was
 * told on its command line, which it keeps in its own origin. It writes `localhost` there both for that name and for every
 * address of the machine, so that is taken for the latter: a demo must not listen elsewhere by mistake.
 */
export function plainNextEnvironment(environment: Environment): Environment {
  const own = environment.__NEXT_PRIVATE_ORIGIN;
  if (own === undefined || !URL.canParse(own)) return { ...environment, HOST: everywhere };
  const { hostname, port } = new URL(own);
  const host = hostname === 'localhost' ? everywhere : hostname.replace(/^\[(.*)\]$/, '$1');
  return { ...environment, HOST: host, PORT: port || '80' };
}

const everywhere = '0.0.0.0';
