import cluster from 'node:cluster';
import http from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { getRequestListener, RequestError } from '@hono/node-server';
import next from 'next';
import { answerApi, isApiPath } from './app/api-routes';
import { comesFromElsewhere } from './lib/admin/sign-in/comes-from-elsewhere';
import { maySend } from './lib/admin/sign-in/may-send';
import { announce } from './lib/demo/announce';
import { originOf, validHost } from './lib/docs/origin';
import { makePagePolicy } from './lib/docs/page-policy';
import { clientAddress, isTrustedProxy, isUntoldProxy } from './lib/docs/trusted-proxies';
import { readSettings } from './lib/env';
import { type NodeDoor, tieToDoor } from './lib/gateway/node-door';
import { refuseUnreadable } from './lib/gateway/refuse-unreadable';
import type { Runtime } from './lib/runtime/runtime';
import { startRuntime } from './lib/runtime/start';
import { leadWorkers, quietWorker } from './lib/runtime/workers';
import { createLog } from './lib/telemetry/log';

/**
 * The production door: one process, one port. API paths go straight to their route handlers, which is ten times faster than
 * through Next; everything else is Next's.
 */
async function serve(): Promise<void> {
  const runtime = await startRuntime();
  // Not by Next's instrumentation, which comes before the port is known.
  runtime.announced = true;
  const { settings, log } = runtime;
  // Next listens for upgrades on the server that it is told of, and never closes some of them: it is told of one that listens nowhere, so
  // that a request with an Upgrade header is answered here like any other.
  const httpServer = http.createServer();
  const pages = next({ dev: false, hostname: settings.host, port: settings.port, httpServer });
  await pages.prepare();
  const answerPage = pages.getRequestHandler();
  const answerApiRequest = getRequestListener(
    (request, door) => {
      // Only this server's own HTTP/1 requests come here.
      tieToDoor(request, door as NodeDoor);
      return answerApi(request, pathOf(request.url));
    },
    {
      errorHandler(error) {
        if (error instanceof RequestError) return refuseUnreadable('invalid-request');
        log.error({ error }, 'unexpected error');
        return refuseUnreadable('internal');
      },
    },
  );

  const answerOnPage = async (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => {
    if (comesFromElsewhere(incoming)) {
      incoming.resume();
      outgoing.writeHead(403, { 'content-type': 'text/plain' }).end('This came from a page of another site.\n');
      return;
    }
    if (!(await maySend(incoming, runtime))) {
      // What is still coming is read and forgotten, so that the answer is heard.
      incoming.resume();
      outgoing.writeHead(401, { 'content-type': 'text/plain' }).end('You are signed out.\n');
      return;
    }
    if (incoming.headers.expect !== undefined) outgoing.writeContinue();
    await answerPage(incoming, outgoing);
  };
  const answer = (incoming: http.IncomingMessage, outgoing: http.ServerResponse) => {
    if (runtime.draining) outgoing.setHeader('connection', 'close');
    mendHost(incoming);
    tellOrigin(incoming, runtime);
    if (isApiPath(pathOf(incoming.url ?? '/'))) answerApiRequest(incoming, outgoing);
    else {
      const cleanAddress = withoutEmptyFields(incoming);
      if (cleanAddress !== null) {
        outgoing.writeHead(307, { location: cleanAddress, 'cache-control': 'no-store' }).end();
        return;
      }
      mendPath(incoming);
      tellPeer(incoming, runtime);
      const policy = makePagePolicy();
      incoming.headers['content-security-policy'] = policy;
      outgoing.setHeader('content-security-policy', policy);
      void answerOnPage(incoming, outgoing);
    }
  };
  const server = http.createServer({ keepAliveTimeout: 75_000 }, answer);
  // Expect: 100-continue. Node would say yes at once; who reads the body says it (lib/gateway/read-request-body.ts).
  server.on('checkContinue', answer);
  const connections = new Set<Socket>();
  server.on('connection', (connection: Socket) => {
    connections.add(connection);
    connection.once('close', () => connections.delete(connection));
  });
  await listen(server, runtime);
  runtime.port = portOf(server, runtime);
  if (process.env[quietWorker] === undefined) announce(runtime);
  let since: number | null = null;
  const stop = (signal: NodeJS.Signals) => {
    // Under npm a Ctrl-C comes twice, from the terminal and passed on by npm; only a later one means: now.
    if (since !== null && Date.now() - since > 1_000) process.exit(1);
    if (since !== null) return;
    since = Date.now();
    void shutDown(server, connections, runtime, signal);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** The path of a request target or an address, without its query. */
function pathOf(target: string): string {
  const from = target.startsWith('http') ? target.indexOf('/', target.indexOf('//') + 2) : 0;
  const query = target.indexOf('?');
  return from === -1 ? '/' : target.slice(from, query === -1 ? undefined : query);
}

/** A Host that cannot be one is a stranger's to send and nobody's to believe: it must not decide what is answered. */
function mendHost(incoming: http.IncomingMessage): void {
  const host = incoming.headers.host ?? null;
  if (host === lastGoodHost) return;
  if (validHost(host) === null) incoming.headers.host = 'localhost';
  else lastGoodHost = host;
}

/** An address whose percent signs encode nothing leads nowhere, and is no failure of ours: Next would say 500. */
function mendPath(incoming: http.IncomingMessage): void {
  const target = incoming.url ?? '/';
  if (!target.includes('%')) return;
  const path = pathOf(target);
  try {
    decodeURIComponent(path);
  } catch {
    incoming.url = `${path.replaceAll('%', '%25')}${target.slice(path.length)}`;
  }
}

/**
 * A form of the console that narrows a list says each of its fields, with a script or without one. Its address is kept and sent on:
 * so it is asked for anew without those that say nothing. Null where there are none.
 */
function withoutEmptyFields({ method, url = '/' }: http.IncomingMessage): string | null {
  const path = pathOf(url);
  if (method !== 'GET' || !/^\/console(\/|$)/.test(path) || !url.startsWith(`${path}?`)) return null;
  const fields = url.slice(path.length + 1).split('&');
  const saying = fields.filter((field) => !/^[^=]*=?$/.test(field));
  if (saying.length === fields.length) return null;
  return saying.length === 0 ? path : `${path}?${saying.join('&')}`;
}

/** Nearly every request has the host of the one before it. */
let lastGoodHost: string | null = null;

/** Works out the origin while the peer's address is at hand, and hands it on under a name no client can know. */
function tellOrigin(incoming: http.IncomingMessage, runtime: Runtime): void {
  const { trustedProxies, publicUrl } = runtime.settings;
  if (trustedProxies.length === 0 || publicUrl !== null) return;
  if (!isTrustedProxy(incoming.socket.remoteAddress, trustedProxies)) return;
  const origin = originOf({
    publicUrl,
    host: incoming.headers.host ?? null,
    forwardedHost: headerOf(incoming, 'x-forwarded-host'),
    forwardedProto: headerOf(incoming, 'x-forwarded-proto'),
    peerTrusted: true,
    encrypted: false,
  });
  incoming.headers[runtime.originHeader] = origin;
  incoming.rawHeaders.push(runtime.originHeader, origin);
}

/** And who is at the other end, which neither a page nor the admin API could see. */
function tellPeer(incoming: http.IncomingMessage, runtime: Runtime): void {
  const { peerHeader, settings } = runtime;
  warnOfProxy(incoming, runtime);
  const address = clientAddress(
    incoming.socket.remoteAddress,
    headerOf(incoming, 'x-forwarded-for'),
    settings.trustedProxies,
  );
  if (address !== null) incoming.headers[peerHeader] = address;
  // Which page it is: a layout is not told, and whoever has to sign in first wants to come back to it.
  incoming.headers['x-router-path'] = incoming.url?.slice(0, 2000) ?? '/';
}

/** Once: nobody would find out otherwise that the failed sign-ins of all strangers are counted as those of one address. */
function warnOfProxy({ socket, headers }: http.IncomingMessage, { settings, log }: Runtime): void {
  if (hasWarnedOfProxy || !isUntoldProxy(socket.remoteAddress, headers, settings.trustedProxies)) return;
  hasWarnedOfProxy = true;
  log.warn(
    { peer: socket.remoteAddress },
    'a reverse proxy seems to be in front, and ROUTER_TRUSTED_PROXIES is not set: every visitor counts as the one address of the proxy, in the limit of failed sign-ins and in the audit. Set it to the address of the proxy, or its CIDR block',
  );
}

let hasWarnedOfProxy = false;

function headerOf(incoming: http.IncomingMessage, name: string): string | null {
  const value = incoming.headers[name];
  return (Array.isArray(value) ? value.join(',') : value) ?? null;
}

function listen(server: http.Server, { settings }: Runtime): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const place = `${settings.host}:${settings.port}`;
      if (error.code === 'EADDRINUSE') reject(new Error(`${place} is in use: stop what is there, or set PORT`));
      else reject(new Error(`cannot listen at ${place}: ${error.message}; check HOST and PORT`));
    });
    server.listen(settings.port, settings.host, resolve);
  });
}

/** The port it really listens at: PORT=0 lets the system choose. */
function portOf(server: http.Server, { settings }: Runtime): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : settings.port;
}

const LAST_WORDS_MS = 500;

/** No new connection, no new request on an old one; answers under way are finished, for as long as `drainMs` allows. */
async function shutDown(
  server: http.Server,
  connections: ReadonlySet<Socket>,
  runtime: Runtime,
  signal: NodeJS.Signals,
): Promise<void> {
  const { log, settings, inFlight } = runtime;
  runtime.draining = true;
  void runtime.replicas?.leave();
  log.info({ signal, inFlight: inFlight.requests }, 'shutting down');
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection whose answer ends from now on is kept by its client, and would keep us.
  const sweep = setInterval(() => closeUnused(server, connections), 100);
  const timer = setTimeout(() => {
    log.warn({ inFlight: inFlight.requests }, 'answers still under way are ended');
    for (const run of runtime.active) run.stop();
    // Time for their last words to go out; who does not read them by then will not.
    setTimeout(() => {
      for (const connection of connections) connection.destroy();
    }, LAST_WORDS_MS);
  }, settings.drainMs);
  await closed;
  clearTimeout(timer);
  clearInterval(sweep);
  // Callers who were cut off are told apart a moment after their connections have closed, and each has a record to leave.
  for (let turn = 0; inFlight.requests > 0 && turn < 100; turn += 1) await pause(10);
  await runtime.stop();
  process.exit(0);
}

/** Also those that a client has opened in advance and never used: Node does not count them among the idle. */
function closeUnused(server: http.Server, connections: ReadonlySet<Socket>): void {
  server.closeIdleConnections();
  for (const connection of connections) if (connection.bytesRead === 0) connection.destroy();
}

/** With ROUTER_WORKERS above 1 this process serves nothing itself: it keeps those that do. */
async function begin(): Promise<void> {
  const [, program] = process.argv;
  const { workers, logLevel } = cluster.isPrimary ? readSettings(process.env) : { workers: 1, logLevel: 'silent' };
  if (workers === 1 || program === undefined) await serve();
  else leadWorkers(program, workers, createLog(logLevel));
}

process.on('unhandledRejection', (error) => {
  process.stderr.write(`unhandled rejection: ${error instanceof Error ? error.stack : String(error)}\n`);
});

begin().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
