import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings, settingNames, unknownSettings } from './env';

function problems(environment: Record<string, string>): string[] {
  try {
    readSettings(environment);
  } catch (error) {
    const [title, ...lines] = String(error).split('\n');
    expect(title).toContain('Settings that cannot be used');
    return lines.map((line) => line.trim());
  }
  throw new Error('the settings were taken');
}

describe('settings', () => {
  it('have a default each', () => {
    expect(readSettings({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      dataDir: path.resolve('.data'),
      configPath: null,
      secret: null,
      org: 'metrum',
      publicUrl: null,
      trustedProxies: [],
      allowPrivateUpstreams: ['off'],
      supportContact: null,
      logLevel: 'info',
      maxBodyBytes: 32 * 1024 * 1024,
      holdMs: 15_000,
      drainMs: 30_000,
      redisUrl: null,
      limits: 'shared',
      limitsWhenAway: 'refuse',
      workers: 1,
    });
  });

  it('left empty are as good as left out', () => {
    const empty = Object.fromEntries(settingNames.map((name) => [name, ' ']));
    expect(readSettings(empty)).toEqual(readSettings({}));
  });

  it('are read as they are meant', () => {
    expect(
      readSettings({
        PORT: ' 0 ',
        HOST: '0.0.0.0',
        DATABASE_URL: 'postgresql://router@db/router',
        ROUTER_SECRET: 's'.repeat(32),
        ROUTER_DATA_DIR: 'some/where',
        ROUTER_CONFIG: 'router.yaml',
        ROUTER_ORG: 'acme-2',
        ROUTER_PUBLIC_URL: 'https://llm.example.com/',
        ROUTER_TRUSTED_PROXIES: '10.0.0.0/8, 127.0.0.1\t::1,',
        LOG_LEVEL: 'silent',
        ROUTER_DRAIN_MS: '0',
      }),
    ).toMatchObject({
      port: 0,
      host: '0.0.0.0',
      databaseUrl: 'postgresql://router@db/router',
      dataDir: path.resolve('some/where'),
      configPath: path.resolve('router.yaml'),
      org: 'acme-2',
      publicUrl: 'https://llm.example.com',
      trustedProxies: ['10.0.0.0/8', '127.0.0.1', '::1'],
      logLevel: 'silent',
      drainMs: 0,
    });
  });

  it('take the scheme and the host of an address in any case', () => {
    const settings = readSettings({
      ROUTER_PUBLIC_URL: 'Https://LLM.Example.com/',
      ROUTER_OIDC_ISSUER: 'HTTPS://Login.Example.com/Realms/Team',
      ROUTER_OIDC_CLIENT_ID: 'router',
      ROUTER_OIDC_CLIENT_SECRET: 'a secret of the provider',
      ROUTER_OIDC_ROLES: 'team=viewer',
    });
    expect(settings.publicUrl).toBe('https://llm.example.com');
    // Which has to be what the provider calls itself.
    expect(settings.oidc?.issuer).toBe('HTTPS://Login.Example.com/Realms/Team');
  });

  it.each([
    ['PORT', 'http', 'expected a whole number'],
    ['PORT', '70000', 'expected a port'],
    ['PORT', '-1', 'expected a whole number'],
    ['PORT', '80.5', 'expected a whole number'],
    ['DATABASE_URL', 'mysql://db', 'postgres://'],
    ['ROUTER_SECRET', 'short', '32 characters'],
    ['REDIS_URL', 'cache.internal:6379', 'redis:// or rediss://'],
    ['ROUTER_LIMITS', 'none', 'shared, per-process'],
    ['ROUTER_LIMITS_WHEN_AWAY', 'allow', 'refuse, share'],
    ['ROUTER_WORKERS', '0', 'expected a whole number'],
    ['ROUTER_WORKERS', '65', '64 at most'],
    ['ROUTER_ORG', 'Acme_Inc', 'lower-case letters'],
    ['ROUTER_PUBLIC_URL', 'llm.example.com', 'expected an origin'],
    ['ROUTER_PUBLIC_URL', 'https://llm.example.com/v1', 'expected an origin'],
    ['ROUTER_CONSOLE_IDLE_MINUTES', '0', '1 or more'],
    ['ROUTER_CONSOLE_SESSION_HOURS', '1000', '30 days at most'],
    ['ROUTER_OIDC_ROLES', 'llm-admins', 'expected group=role'],
    ['ROUTER_OIDC_ROLES', 'llm-admins=root', 'owner, admin, operator, viewer'],
    ['ROUTER_OIDC_SCOPES', 'profile', 'openid among them'],
    ['LOG_LEVEL', 'loud', 'expected one of'],
    ['ROUTER_MAX_BODY_BYTES', '0', '1 or more'],
    ['ROUTER_MAX_IN_FLIGHT', '1e999', 'expected a whole number'],
    ['ROUTER_HOLD_MS', 'Infinity', 'expected a whole number'],
  ])('%s=%s is refused with what was expected', (name, value, words) => {
    const [line, ...more] = problems({ ROUTER_SECRET: 's'.repeat(32), [name]: value });
    expect(line).toContain(`${name}: `);
    expect(line).toContain(words);
    expect(more).toEqual([]);
  });

  it('that are wrong are told all at once', () => {
    const wrong = { PORT: 'x', LOG_LEVEL: 'loud', ROUTER_ORG: 'A', DATABASE_URL: 'postgres://db/router' };
    expect(problems(wrong).map((line) => line.split(':')[0])).toEqual([
      'PORT',
      'ROUTER_ORG',
      'LOG_LEVEL',
      'ROUTER_SECRET',
    ]);
  });

  it('need a secret where a database is shared', () => {
    expect(problems({ DATABASE_URL: 'postgres://db/router' })).toEqual([
      expect.stringContaining('ROUTER_SECRET: required'),
    ]);
  });

  it('are never repeated in an error: they may be secrets', () => {
    const value = 'hunter2-hunter2';
    expect(problems({ ROUTER_SECRET: value, DATABASE_URL: value, PORT: value }).join()).not.toContain(value);
  });
});

describe('more than one process', () => {
  const store = { DATABASE_URL: 'postgres://db/router', ROUTER_SECRET: 's'.repeat(32) };

  it('needs a store that they can share, and a Redis to count limits in (field-failures 40)', () => {
    expect(problems({ ROUTER_WORKERS: '2' }).map((line) => line.split(':')[0])).toEqual(['DATABASE_URL', 'REDIS_URL']);
    const scraped = { ROUTER_WORKERS: '2', ...store, REDIS_URL: 'redis://cache', ROUTER_METRICS_PORT: '9464' };
    expect(problems(scraped)).toEqual([
      expect.stringContaining('ROUTER_METRICS_PORT: not with ROUTER_WORKERS above 1'),
    ]);
    const [line] = problems({ ROUTER_WORKERS: '2', ...store });
    expect(line).toContain('REDIS_URL: required with ROUTER_WORKERS above 1, or ROUTER_LIMITS=per-process');
  });

  it('is taken with Redis, or where each may have the whole of every limit', () => {
    const shared = readSettings({ ROUTER_WORKERS: '2', ...store, REDIS_URL: 'rediss://user:word@cache:6380/2' });
    expect(shared).toMatchObject({ workers: 2, limits: 'shared', limitsWhenAway: 'refuse' });
    expect(readSettings({ ROUTER_WORKERS: '2', ...store, ROUTER_LIMITS: 'per-process' }).limits).toBe('per-process');
  });
});

describe('variables that are no setting', () => {
  it('are told when they look like one', () => {
    expect(unknownSettings({ ROUTER_PUBLIC_ULR: 'x', ROUTER_CONFIG: 'y', PATH: '/bin', LOG_LEVEL: 'info' })).toEqual([
      'ROUTER_PUBLIC_ULR',
    ]);
  });

  it("are not those of the examples' clients", () => {
    expect(unknownSettings({ ROUTER_BASE_URL: 'x', ROUTER_TOKEN: 'x', ROUTER_MODEL: 'x', ROUTER_URL: 'x' })).toEqual(
      [],
    );
  });
});

describe('sign-in with OIDC', () => {
  const whole = {
    ROUTER_OIDC_ISSUER: 'https://login.example.com/realms/staff/',
    ROUTER_OIDC_CLIENT_ID: 'router',
    ROUTER_OIDC_CLIENT_SECRET: 'a secret',
    ROUTER_OIDC_ROLES: 'llm-admins=owner, cn=ops=operator,',
    ROUTER_PUBLIC_URL: 'https://llm.example.com',
  };

  it('is read whole, and is none where nothing is set', () => {
    expect(readSettings({}).oidc).toBe(null);
    const { oidc } = readSettings(whole);
    expect(oidc).toMatchObject({ issuer: 'https://login.example.com/realms/staff', rolesClaim: 'groups' });
    expect([...(oidc?.roles ?? [])]).toEqual([
      ['llm-admins', 'owner'],
      ['cn=ops', 'operator'],
    ]);
  });

  it.each(Object.keys(whole))('is refused at start without %s, in words that say so', (name) => {
    const expected = `${name}: required for sign-in with OIDC`;
    const others = Object.entries(whole).filter(([other]) => other !== name);
    expect(problems(Object.fromEntries(others))).toEqual([expected]);
  });

  it.each(['http://login.example.com', 'login.example.com', 'http://127.0.0.1.example.com', 'https://x/?a'])(
    'does not go through %s',
    (issuer) => {
      expect(problems({ ...whole, ROUTER_OIDC_ISSUER: issuer })[0]).toContain('ROUTER_OIDC_ISSUER: expected the https');
    },
  );
});
