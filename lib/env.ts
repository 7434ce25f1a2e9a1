import path from 'node:path';
import { z } from 'zod';
import { missingForOidc, missingForWorkers } from './env-needs';
import { type Role, roles } from './exchange/roles';

/**
 * The server's settings: environment variables, read and checked here and nowhere else (design section 7).
 * Sizes are bytes, times milliseconds.
 */
export interface Settings {
  port: number;
  host: string;
  databaseUrl: string | null;
  dataDir: string;
  /** The declared configuration's file, or none. */
  configPath: string | null;
  secret: string | null;
  /** The one before: what it sealed is sealed anew at the start. */
  previousSecret: string | null;
  /** The admin API's one token, or none given: then the embedded store's own, or no admin API. */
  adminToken: string | null;
  /** `auto`: a first start with nothing configured makes the demo, on loopback; `off`: never; `anywhere`: on any HOST. */
  demo: (typeof demoModes)[number];
  /** The `<org>` of tokens: `rtr_<org>_…`. */
  org: string;
  publicUrl: string | null;
  /** Addresses and CIDR blocks whose forwarded headers are believed. */
  trustedProxies: readonly string[];
  /** `off`, `on`, or the CIDR blocks and hosts that a provider typed into the console may be at besides public addresses. */
  allowPrivateUpstreams: readonly string[];
  supportContact: string | null;
  /** A session of the console ends when nothing was done in it for so long, */
  consoleIdleMinutes: number;
  /** and in any case after so long. */
  consoleSessionHours: number;
  /** Whom administrators may sign in through, beside their passwords here. */
  oidc: OidcSettings | null;
  /** May the docs' pages send their examples, with the reader's own token? */
  docsRun: (typeof docsRunModes)[number];
  logLevel: (typeof logLevels)[number];
  /** Is a line logged for each request that has ended? */
  logRequests: boolean;
  /** Where /metrics is served without a token, or nowhere. */
  metricsPort: { host: string; port: number } | null;
  maxBodyBytes: number;
  maxInFlight: number;
  maxInFlightBytes: number;
  /** How long a stream's status may be held back for its first content. */
  holdMs: number;
  /** How long a shutdown waits for answers under way. */
  drainMs: number;
  /** Where limits are counted for several processes together. */
  redisUrl: string | null;
  /** `shared`: a limit holds for all processes together; `per-process`: each has the whole of it. */
  limits: (typeof limitModes)[number];
  /** While Redis is away: refuse requests with limits, or let each process go on with its share. */
  limitsWhenAway: (typeof limitAwayModes)[number];
  /** How many processes serve behind the one port. */
  workers: number;
}

/** An OpenID Connect provider. Whom it names an administrator, and with which role, is told by groups. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  scopes: string;
  rolesClaim: string;
  /** Group → role. */
  roles: ReadonlyMap<string, Role>;
  /** What the button says: its own name, as people know it. */
  label: string;
}

export const demoModes = ['auto', 'off', 'anywhere'] as const;

export const limitModes = ['shared', 'per-process'] as const;

export const limitAwayModes = ['refuse', 'share'] as const;

export const docsRunModes = ['on', 'off'] as const;

export const logRequestsModes = ['on', 'off'] as const;

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const text = z.string().trim();
const optional = text.optional().transform((value) => value || null);
const count = (fallback: number, least = 1) =>
  text
    .optional()
    .transform((value) => (value ? Number(value) : fallback))
    .pipe(z.int(`expected a whole number, ${least} or more`).min(least, `expected a whole number, ${least} or more`));
const address = text
  .optional()
  // Scheme and host mean the same in any case, and what compares addresses knows one of them.
  .transform((value) => value?.replace(/\/+$/, '').toLowerCase() || null)
  .refine(
    (value) => value === null || /^https?:\/\/[^/?#]+$/.test(value),
    'expected an origin such as https://llm.example.com',
  );

/** `llm-admins=owner, llm-ops=operator`; a group may have an equals sign in its name. */
const groupRoles = text.optional().transform((value, context) => {
  const pairs = (value ?? '').split(',').map((pair) => pair.trim());
  const found = new Map<string, Role>();
  for (const pair of pairs.filter(Boolean)) {
    const end = pair.lastIndexOf('=');
    const role = roles.find((each) => each === pair.slice(end + 1).trim());
    const group = pair.slice(0, Math.max(end, 0)).trim();
    if (!role || !group) {
      context.addIssue({ code: 'custom', message: `expected group=role, with one of ${roles.join(', ')}` });
      return z.NEVER;
    }
    found.set(group, role);
  }
  return found;
});

/** Codes and keys go this way: in the open on loopback alone. */
const issuer = optional.refine(
  (value) => value === null || /^(https:\/\/|http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$))[^?#\s]*$/i.test(value),
  'expected the https address of an OpenID Connect provider',
);

const schema = z.object({
  PORT: count(3000, 0).pipe(z.int().max(65_535, 'expected a port, 0 to 65535')),
  HOST: text.optional().transform((value) => value || '127.0.0.1'),
  DATABASE_URL: optional.refine(
    (value) => value === null || /^postgres(ql)?:\/\//.test(value),
    'expected an address that begins with postgres://',
  ),
  ROUTER_DATA_DIR: text.optional().transform((value) => path.resolve(/* turbopackIgnore: true */ value || '.data')),
  ROUTER_CONFIG: optional.transform((value) => value && path.resolve(value)),
  ROUTER_SECRET: optional.refine((value) => value === null || value.length >= 32, 'expected 32 characters or more'),
  ROUTER_SECRET_PREVIOUS: optional.refine(
    (value) => value === null || value.length >= 32,
    'expected 32 characters or more',
  ),
  ROUTER_ADMIN_TOKEN: optional.refine(
    (value) => value === null || value.length >= 32,
    'expected 32 characters or more',
  ),
  ROUTER_DEMO: text
    .optional()
    .transform((value) => value || 'auto')
    .pipe(z.enum(demoModes, `expected one of ${demoModes.join(', ')}`)),
  ROUTER_ORG: text
    .optional()
    .transform((value) => value || 'metrum')
    .refine((value) => /^[a-z0-9-]+$/.test(value), 'expected lower-case letters, digits and hyphens'),
  ROUTER_PUBLIC_URL: address,
  ROUTER_TRUSTED_PROXIES: text.optional().transform((value) => (value ?? '').split(/[\s,]+/).filter(Boolean)),
  ROUTER_ALLOW_PRIVATE_UPSTREAMS: text
    .optional()
    .transform((value) => (value || 'off').split(/[\s,]+/).filter(Boolean)),
  ROUTER_SUPPORT_CONTACT: optional,
  ROUTER_CONSOLE_IDLE_MINUTES: count(60).pipe(z.int().max(1440, 'expected a day at most, 1440')),
  ROUTER_CONSOLE_SESSION_HOURS: count(12).pipe(z.int().max(720, 'expected 30 days at most, 720')),
  ROUTER_OIDC_ISSUER: issuer,
  ROUTER_OIDC_CLIENT_ID: optional,
  ROUTER_OIDC_CLIENT_SECRET: optional,
  ROUTER_OIDC_SCOPES: text
    .optional()
    .transform((value) => value || 'openid profile email')
    .refine((value) => value.split(/\s+/).includes('openid'), 'expected scopes with openid among them'),
  ROUTER_OIDC_ROLES_CLAIM: text.optional().transform((value) => value || 'groups'),
  ROUTER_OIDC_ROLES: groupRoles,
  ROUTER_OIDC_LABEL: text
    .optional()
    .transform((value) => value || 'your organisation')
    .refine((value) => value.length <= 60, 'expected 60 characters at most'),
  ROUTER_DOCS_RUN: text
    .optional()
    .transform((value) => value || 'on')
    .pipe(z.enum(docsRunModes, `expected one of ${docsRunModes.join(', ')}`)),
  LOG_LEVEL: text
    .optional()
    .transform((value) => value || 'info')
    .pipe(z.enum(logLevels, `expected one of ${logLevels.join(', ')}`)),
  ROUTER_LOG_REQUESTS: text
    .optional()
    .transform((value) => value || 'off')
    .pipe(z.enum(logRequestsModes, `expected one of ${logRequestsModes.join(', ')}`)),
  ROUTER_METRICS_PORT: text
    .optional()
    .transform((value) => (value ? Number(value) : null))
    .pipe(
      z
        .int('expected a port, 1 to 65535')
        .min(1, 'expected a port, 1 to 65535')
        .max(65_535, 'expected a port, 1 to 65535')
        .nullable(),
    ),
  ROUTER_METRICS_HOST: text.optional().transform((value) => value || '127.0.0.1'),
  ROUTER_MAX_BODY_BYTES: count(32 * 1024 * 1024),
  ROUTER_MAX_IN_FLIGHT: count(2048),
  ROUTER_MAX_IN_FLIGHT_BYTES: count(512 * 1024 * 1024),
  ROUTER_HOLD_MS: count(15_000),
  ROUTER_DRAIN_MS: count(30_000, 0),
  REDIS_URL: optional.refine(
    (value) => value === null || (/^rediss?:\/\//.test(value) && URL.canParse(value)),
    'expected an address that begins with redis:// or rediss://',
  ),
  ROUTER_LIMITS: text
    .optional()
    .transform((value) => value || 'shared')
    .pipe(z.enum(limitModes, `expected one of ${limitModes.join(', ')}`)),
  ROUTER_LIMITS_WHEN_AWAY: text
    .optional()
    .transform((value) => value || 'refuse')
    .pipe(z.enum(limitAwayModes, `expected one of ${limitAwayModes.join(', ')}`)),
  ROUTER_WORKERS: count(1).pipe(z.int().max(64, 'expected 64 at most')),
});

/** The names of every setting, for the docs and for telling a misspelt one. */
export const settingNames = Object.keys(schema.shape);

/** Reads the settings, or throws one error that lists everything that is wrong. */
export function readSettings(environment: Record<string, string | undefined>): Settings {
  const parsed = schema.safeParse(environment);
  const problems = (parsed.error?.issues ?? []).map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  if (environment.DATABASE_URL?.trim() && !environment.ROUTER_SECRET?.trim()) {
    problems.push('ROUTER_SECRET: required with DATABASE_URL, 32 characters or more, the same on every replica');
  }
  if (parsed.success) problems.push(...missingForOidc(parsed.data), ...missingForWorkers(parsed.data));
  if (!parsed.success || problems.length > 0) {
    throw new Error(`Settings that cannot be used:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }
  const values = parsed.data;
  return {
    port: values.PORT,
    host: values.HOST,
    databaseUrl: values.DATABASE_URL,
    dataDir: values.ROUTER_DATA_DIR,
    configPath: values.ROUTER_CONFIG,
    secret: values.ROUTER_SECRET,
    previousSecret: values.ROUTER_SECRET_PREVIOUS,
    adminToken: values.ROUTER_ADMIN_TOKEN,
    demo: values.ROUTER_DEMO,
    org: values.ROUTER_ORG,
    publicUrl: values.ROUTER_PUBLIC_URL,
    trustedProxies: values.ROUTER_TRUSTED_PROXIES,
    allowPrivateUpstreams: values.ROUTER_ALLOW_PRIVATE_UPSTREAMS,
    supportContact: values.ROUTER_SUPPORT_CONTACT,
    consoleIdleMinutes: values.ROUTER_CONSOLE_IDLE_MINUTES,
    consoleSessionHours: values.ROUTER_CONSOLE_SESSION_HOURS,
    oidc: readOidc(values),
    docsRun: values.ROUTER_DOCS_RUN,
    logLevel: values.LOG_LEVEL,
    logRequests: values.ROUTER_LOG_REQUESTS === 'on',
    metricsPort:
      values.ROUTER_METRICS_PORT === null
        ? null
        : { host: values.ROUTER_METRICS_HOST, port: values.ROUTER_METRICS_PORT },
    maxBodyBytes: values.ROUTER_MAX_BODY_BYTES,
    maxInFlight: values.ROUTER_MAX_IN_FLIGHT,
    maxInFlightBytes: values.ROUTER_MAX_IN_FLIGHT_BYTES,
    holdMs: values.ROUTER_HOLD_MS,
    drainMs: values.ROUTER_DRAIN_MS,
    redisUrl: values.REDIS_URL,
    limits: values.ROUTER_LIMITS,
    limitsWhenAway: values.ROUTER_LIMITS_WHEN_AWAY,
    workers: values.ROUTER_WORKERS,
  };
}

type Values = z.output<typeof schema>;

function readOidc(values: Values): OidcSettings | null {
  const { ROUTER_OIDC_ISSUER, ROUTER_OIDC_CLIENT_ID, ROUTER_OIDC_CLIENT_SECRET } = values;
  if (!ROUTER_OIDC_ISSUER || !ROUTER_OIDC_CLIENT_ID || !ROUTER_OIDC_CLIENT_SECRET) return null;
  return {
    issuer: ROUTER_OIDC_ISSUER.replace(/\/(\.well-known\/openid-configuration)?$/, ''),
    clientId: ROUTER_OIDC_CLIENT_ID,
    clientSecret: ROUTER_OIDC_CLIENT_SECRET,
    scopes: values.ROUTER_OIDC_SCOPES,
    rolesClaim: values.ROUTER_OIDC_ROLES_CLAIM,
    roles: values.ROUTER_OIDC_ROLES,
    label: values.ROUTER_OIDC_LABEL,
  };
}

/** `ROUTER_…` variables that this version does not know: a misspelt setting must not pass in silence. */
export function unknownSettings(environment: Record<string, string | undefined>): string[] {
  const internal = ['ROUTER_BASE_URL', 'ROUTER_TOKEN', 'ROUTER_MODEL', 'ROUTER_URL'];
  return Object.keys(environment).filter(
    (name) => name.startsWith('ROUTER_') && !settingNames.includes(name) && !internal.includes(name),
  );
}
