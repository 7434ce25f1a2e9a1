import type { OAuthConfig } from 'next-auth/providers/oauth';
import type { OidcSettings } from '../../env';

/** What a provider says of a person: what it signed, and what it tells beside that. */
export type Claims = Record<string, unknown>;

/**
 * The OpenID Connect provider of the settings. Its answer is bound to the browser that asked (state), to this very request (nonce)
 * and to whoever began it (PKCE); the signature, issuer and audience of what it says are checked by openid-client.
 */
export function oidcProvider(settings: OidcSettings): OAuthConfig<Claims> {
  const { issuer, clientId, clientSecret, scopes, rolesClaim, label } = settings;
  return {
    id: 'oidc',
    name: label,
    type: 'oauth',
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ['pkce', 'state', 'nonce'],
    authorization: { params: { scope: scopes } },
    httpOptions: { timeout: providerMs },
    userinfo: {
      // Some providers put the groups into what they sign, others tell them only when asked.
      async request({ tokens, client }) {
        const whole = tokens as Parameters<typeof client.userinfo>[0] & { claims(): object };
        const signed: Claims = { ...whole.claims() };
        if (readClaim(signed, rolesClaim) !== undefined || !client.issuer.metadata.userinfo_endpoint) return signed;
        return { ...(await client.userinfo(whole)), ...signed };
      },
    },
    profile: ({ sub }) => ({ id: String(sub) }),
  };
}

/** A claim by its name, or by its way through others: `realm_access.roles`. */
export function readClaim(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let found: unknown = claims;
  for (const part of name.split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, part)) return undefined;
    found = Reflect.get(found, part);
  }
  return found;
}

/** A provider that does not answer by then is one that is away. */
const providerMs = 10_000;
