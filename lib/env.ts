import path from 'node:path';
import { z } from 'zod';

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
  /** May the docs' pages send their examples, with the reader's own token? */
  docsRun: (typeof docsRunModes)[number];
  logLevel: (typeof logLevels)[number];
  maxBodyBytes: number;
  maxInFlight: number;
  maxInFlightBytes: number;
  /** How long a stream's status may be held back for its first content. */
  holdMs: number;
  /** How long a shutdown waits for answers under way. */
  drainMs: number;
}

export const demoModes = ['auto', 'off', 'anywhere'] as const;

export const docsRunModes = ['on', 'off'] as const;

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
  .transform((value) => value?.replace(/\/+$/, '') || null)
  .refine(
    (value) => value === null || /^https?:\/\/[^/?#]+$/.test(value),
    'expected an origin such as https://llm.example.com',
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
  ROUTER_DOCS_RUN: text
    .optional()
    .transform((value) => value || 'on')
    .pipe(z.enum(docsRunModes, `expected one of ${docsRunModes.join(', ')}`)),
  LOG_LEVEL: text
    .optional()
    .transform((value) => value || 'info')
    .pipe(z.enum(logLevels, `expected one of ${logLevels.join(', ')}`)),
  ROUTER_MAX_BODY_BYTES: count(32 * 1024 * 1024),
  ROUTER_MAX_IN_FLIGHT: count(2048),
  ROUTER_MAX_IN_FLIGHT_BYTES: count(512 * 1024 * 1024),
  ROUTER_HOLD_MS: count(15_000),
  ROUTER_DRAIN_MS: count(30_000, 0),
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
    docsRun: values.ROUTER_DOCS_RUN,
    logLevel: values.LOG_LEVEL,
    maxBodyBytes: values.ROUTER_MAX_BODY_BYTES,
    maxInFlight: values.ROUTER_MAX_IN_FLIGHT,
    maxInFlightBytes: values.ROUTER_MAX_IN_FLIGHT_BYTES,
    holdMs: values.ROUTER_HOLD_MS,
    drainMs: values.ROUTER_DRAIN_MS,
  };
}

/** `ROUTER_…` variables that this version does not know: a misspelt setting must not pass in silence. */
export function unknownSettings(environment: Record<string, string | undefined>): string[] {
  const internal = ['ROUTER_BASE_URL', 'ROUTER_TOKEN', 'ROUTER_MODEL', 'ROUTER_URL'];
  return Object.keys(environment).filter(
    (name) =>
      (name.startsWith('ROUTER_') || name === 'REDIS_URL') && !settingNames.includes(name) && !internal.includes(name),
  );
}
