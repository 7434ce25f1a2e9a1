import { spawnSync } from 'node:child_process';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';

export interface ReverseProxy {
  readonly port: number;
  close(): Promise<void>;
}

interface Options {
  /** Where the router is, asked for each request: it may have been started again. */
  port: () => number;
  /** Ends TLS here, under this name. */
  tlsName?: string;
  /** Passes the request's own Host on and says nothing more, as a forwarded port does. */
  keepsHost?: boolean;
}

/** A proxy as they stand in front of routers: takes the request, says whom it was for, passes it on. */
export async function startReverseProxy({ port, tlsName, keepsHost = false }: Options): Promise<ReverseProxy> {
  const answer: http.RequestListener = (incoming, outgoing) => {
    const forwarded = {
      host: 'inside.example:3000',
      'x-forwarded-host': incoming.headers.host,
      'x-forwarded-proto': tlsName ? 'https' : 'http',
    };
    const passed = http.request({
      host: '127.0.0.1',
      port: port(),
      method: incoming.method,
      path: incoming.url,
      headers: { ...incoming.headers, ...(keepsHost ? {} : forwarded) },
    });
    passed.on('response', (answered) => {
      outgoing.writeHead(answered.statusCode ?? 502, answered.headers);
      answered.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  };
  const server = tlsName ? https.createServer(selfSigned(tlsName), answer) : http.createServer(answer);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Node.js makes keys and no certificates. */
function selfSigned(name: string): { key: string; cert: string } {
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', '-'];
  const cert = ['-out', '-', '-days', '2', '-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
  const { stdout, stderr, error } = spawnSync('openssl', ['req', '-x509', ...key, ...cert], { encoding: 'utf8' });
  if (error || !stdout.includes('BEGIN CERTIFICATE'))
    throw new Error(`openssl made no certificate (is it installed?): ${error?.message ?? stderr}`);
  return { key: stdout, cert: stdout };
}
