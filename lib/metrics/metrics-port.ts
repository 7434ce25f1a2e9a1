import http from 'node:http';
import type { Log } from '../telemetry/log';
import { type Metrics, metricsType } from './metrics';

/**
 * A port of its own for /metrics, which asks for no token: for a network that only the monitoring reaches. Rejects with words for
 * an operator where it cannot listen.
 */
export function openMetricsPort(
  metrics: Pick<Metrics, 'render'>,
  { host, port, log }: { host: string; port: number; log: Log },
): Promise<{ close(): void }> {
  const server = http.createServer({ requestTimeout: 10_000 }, (incoming, outgoing) => {
    incoming.resume();
    void answer(incoming, outgoing, metrics, log);
  });
  return new Promise((resolve, reject) => {
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      const why = code === 'EADDRINUSE' ? 'it is in use' : message;
      reject(new Error(`cannot serve metrics at ${host}:${port}: ${why}; check ROUTER_METRICS_PORT and _HOST`));
    });
    server.listen(port, host, () => {
      resolve({
        close() {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

async function answer(
  { method, url = '/' }: http.IncomingMessage,
  outgoing: http.ServerResponse,
  metrics: Pick<Metrics, 'render'>,
  log: Log,
): Promise<void> {
  const say = (status: number, text: string, headers: http.OutgoingHttpHeaders = {}) =>
    outgoing.writeHead(status, { 'content-type': 'text/plain', 'cache-control': 'no-store', ...headers }).end(text);
  if (url.split('?')[0] !== '/metrics') say(404, 'Only /metrics is here.\n');
  else if (method !== 'GET' && method !== 'HEAD') say(405, '/metrics takes GET.\n', { allow: 'GET, HEAD' });
  else {
    try {
      say(200, await metrics.render(), { 'content-type': metricsType });
    } catch (error) {
      log.error({ error }, 'the metrics could not be read');
      say(500, 'The metrics could not be read.\n');
    }
  }
}
