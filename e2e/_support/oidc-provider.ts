import http from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** What the provider knows of somebody, by their subject. */
export type Person = { preferred_username?: string; email?: string; groups?: string[] };

export interface TestProvider {
  readonly issuer: string;
  /** Everybody it knows. */
  people: Record<string, Person>;
  /** Who is in front of it: it asks nobody for a password. */
  present: string;
  /** How often it was asked where its addresses are. */
  discoveries: number;
  /** Begins to serve, with a client that comes back to here. */
  serve(redirectUri: string): void;
  stop(): Promise<void>;
}

export const oidcClient = { client_id: 'router', client_secret: 'the secret of the client router' };

/** A real OpenID Connect provider, `oidc-provider`, on loopback. As the standard has it, groups are told at its userinfo address. */
export async function startProvider(): Promise<TestProvider> {
  let answer: http.RequestListener = (_request, response) => response.writeHead(503).end();
  const server = http.createServer((request, response) => {
    if (request.url?.startsWith('/.well-known/')) test.discoveries += 1;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const test: TestProvider = {
    issuer,
    people: {},
    present: '',
    discoveries: 0,
    serve(redirectUri) {
      const plain = {
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
        response_types: ['code' as const],
      };
      const provider = new Provider(issuer, {
        clients: [
          { ...oidcClient, ...plain },
          { client_id: 'other', client_secret: 'the secret of the client other', ...plain },
        ],
        claims: { openid: ['sub'], profile: ['preferred_username'], email: ['email'], groups: ['groups'] },
        cookies: { keys: ['a key of the tests'] },
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
        findAccount: async (_context, sub) => ({
          accountId: sub,
          claims: async () => ({ sub, ...test.people[sub] }),
        }),
        async loadExistingGrant(context) {
          const { client, session, provider: own } = context.oidc;
          const grant = new own.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' });
          grant.addOIDCScope('openid profile email groups');
          await grant.save();
          return grant;
        },
      });
      const serveIt = provider.callback();
      answer = (request, response) => {
        if (!request.url?.startsWith('/interaction/')) return void serveIt(request, response);
        void provider.interactionFinished(request, response, { login: { accountId: test.present } });
      };
    },
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return test;
}
