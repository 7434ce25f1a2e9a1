import type { Runtime } from './runtime';

/** Where this deployment is by its own word: as it is configured, or else where this process listens. No request has a say in it. */
export function listeningOrigin({ settings, port }: Pick<Runtime, 'port'> & { settings: Where }): string {
  if (settings.publicUrl) return settings.publicUrl.replace(/\/+$/, '');
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  return `http://${host}${port === 80 ? '' : `:${port}`}`;
}

type Where = Pick<Runtime['settings'], 'publicUrl' | 'host'>;
