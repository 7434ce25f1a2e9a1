/** What a reader of the settings page is told about one environment variable; lib/env.ts reads and checks it. */
export interface SettingDescription {
  /** Its value when it is not set, in words; null when there is none. */
  default: string | null;
  /** One or two sentences for whoever runs the server. */
  description: string;
  example?: string;
}

export interface SettingGroup {
  title: string;
  settings: Record<string, SettingDescription>;
}

/** The settings of a group, by its title: the heading that they stand under. */
export function settingsOf(title: string): SettingGroup['settings'] {
  const group = settingGroups.find((each) => each.title === title);
  if (!group) throw new Error(`there is no group of settings called ${title}`);
  return group.settings;
}

export const settingGroups: readonly SettingGroup[] = [
  {
    title: 'Address',
    settings: {
      PORT: { default: '3000', description: 'The port to listen on. 0 lets the system choose one.' },
      HOST: {
        default: '127.0.0.1',
        description: 'The address to listen on. Only this machine can reach the default; 0.0.0.0 listens on all.',
      },
      ROUTER_PUBLIC_URL: {
        default: 'from the request',
        description:
          'The origin that people use, when the request cannot tell: scheme, host and port, and no path. Every page and example shows it.',
        example: 'https://llm.example.com',
      },
      ROUTER_TRUSTED_PROXIES: {
        default: 'none',
        description:
          'Addresses and CIDR blocks, separated by commas or spaces, whose X-Forwarded-Host and X-Forwarded-Proto are believed.',
        example: '10.0.0.0/8, ::1',
      },
    },
  },
  {
    title: 'Store and configuration',
    settings: {
      DATABASE_URL: {
        default: 'the embedded store',
        description: 'A PostgreSQL database. Without one, an embedded store in the data folder serves one machine.',
        example: 'postgres://router@db.internal/router',
      },
      ROUTER_DATA_DIR: {
        default: '.data',
        description:
          'The data folder: the embedded store, the secret made on first start, and usage not yet in the store.',
      },
      ROUTER_CONFIG: {
        default: 'none',
        description: 'A file with the declared configuration. It is read and applied at every start.',
        example: 'router.yaml',
      },
      ROUTER_DEMO: {
        default: 'auto',
        description:
          'A first start with nothing configured makes a demo, on loopback only; with OPENAI_API_KEY or ANTHROPIC_API_KEY set, that provider answers in it. off: no demo, and one that is there is taken away. anywhere: also where others can reach it.',
      },
      ROUTER_ORG: {
        default: 'metrum',
        description:
          'The part of a new caller token that names your organisation. Lower-case letters, digits and hyphens.',
      },
    },
  },
  {
    title: 'Secrets and people',
    settings: {
      ROUTER_SECRET: {
        default: 'made on first start',
        description:
          'The key that seals provider keys in the store: 32 characters or more. Required with DATABASE_URL, and the same on every replica.',
      },
      ROUTER_SECRET_PREVIOUS: {
        default: 'none',
        description:
          'To change ROUTER_SECRET: the one until now. At the next start whatever it sealed is sealed anew with ROUTER_SECRET, at once or not at all. Take it out again once every replica has the new one.',
      },
      ROUTER_ADMIN_TOKEN: {
        default: 'made on first start',
        description:
          'The token of the admin API and the command line: 32 characters or more. Made on first start in the data folder (admin-token); with DATABASE_URL it has to be given, or there is no admin API.',
      },
      ROUTER_SUPPORT_CONTACT: {
        default: 'none',
        description: 'Whom callers should ask for access: an e-mail address, a link, or a few words.',
        example: 'platform-team@example.com',
      },
    },
  },
  {
    title: 'Outgoing calls',
    settings: {
      ROUTER_ALLOW_PRIVATE_UPSTREAMS: {
        default: 'off',
        description:
          'Whether a provider whose address was typed into the console may be on a private network or on this machine. off: public addresses only. on: private ones too. Or a list, separated by commas or spaces, of CIDR blocks, addresses and host names that may be. A provider in the configuration file is called wherever it is.',
        example: '10.20.0.0/16, ollama.internal',
      },
    },
  },
  {
    title: 'The console',
    settings: {
      ROUTER_CONSOLE_IDLE_MINUTES: {
        default: '60',
        description: 'A session of the console ends when nothing was done in it for so many minutes.',
      },
      ROUTER_CONSOLE_SESSION_HOURS: {
        default: '12',
        description: 'A session of the console ends after so many hours, whatever was done in it.',
      },
      ROUTER_OIDC_ISSUER: {
        default: 'none',
        description:
          'An OpenID Connect provider that administrators may sign in through. It leads back to /api/auth/callback/oidc at ROUTER_PUBLIC_URL, which is required then, as are the client and ROUTER_OIDC_ROLES.',
        example: 'https://login.example.com/realms/staff',
      },
      ROUTER_OIDC_CLIENT_ID: {
        default: 'none',
        description: 'What the provider knows this deployment as.',
        example: 'llm-router',
      },
      ROUTER_OIDC_CLIENT_SECRET: {
        default: 'none',
        description: 'The secret that the provider gave for it.',
        example: 'the-secret-of-the-client',
      },
      ROUTER_OIDC_ROLES: {
        default: 'none',
        description:
          'Which group has which role: owner, admin, operator or viewer. Who is in several has the one that may most; who is in none does not get in.',
        example: 'llm-admins=owner, llm-ops=operator',
      },
      ROUTER_OIDC_ROLES_CLAIM: {
        default: 'groups',
        description:
          'The claim in which the provider names a person’s groups; one within another by its way, as in realm_access.roles.',
      },
      ROUTER_OIDC_SCOPES: {
        default: 'openid profile email',
        description: 'What the provider is asked for. Some need one more scope for the groups.',
      },
      ROUTER_OIDC_LABEL: {
        default: 'your organisation',
        description: 'What the button on the sign-in page calls the provider: Sign in with …',
      },
    },
  },
  {
    title: 'Pages',
    settings: {
      ROUTER_DOCS_RUN: {
        default: 'on',
        description:
          'Examples in the docs have a Run button, which sends that very request from the browser with the token that its reader put in. off: there are none.',
      },
    },
  },
  {
    title: 'Limits and patience',
    settings: {
      ROUTER_MAX_BODY_BYTES: {
        default: '33554432',
        description: 'The largest request body, in bytes. What is larger is refused as request-too-large.',
      },
      ROUTER_MAX_IN_FLIGHT: {
        default: '2048',
        description: 'How many requests one process holds at a time. More are refused as overloaded.',
      },
      ROUTER_MAX_IN_FLIGHT_BYTES: {
        default: '536870912',
        description:
          'How many bytes of request bodies, and of streams that are held back for a group’s rules, one process holds at a time. More are refused as overloaded.',
      },
      ROUTER_HOLD_MS: {
        default: '15000',
        description:
          'How long the status of a stream is held back for its first content, in milliseconds. After that the answer begins, with keep-alives.',
      },
      ROUTER_DRAIN_MS: {
        default: '30000',
        description: 'How long a shutdown waits for answers that are under way, in milliseconds.',
      },
    },
  },
  {
    title: 'More than one process',
    settings: {
      REDIS_URL: {
        default: null,
        description:
          'A Redis or Valkey in which all processes count limits together. Needed as soon as more than one process serves, unless ROUTER_LIMITS says otherwise.',
        example: 'redis://cache.internal:6379',
      },
      ROUTER_LIMITS: {
        default: 'shared',
        description:
          'shared: a limit holds for all processes together. per-process: every process has the whole of every limit for itself, so that three admit three times as much.',
      },
      ROUTER_LIMITS_WHEN_AWAY: {
        default: 'refuse',
        description:
          'While Redis is away. refuse: requests with limits are refused as overloaded. share: each process goes on with its share of what was left.',
      },
      ROUTER_WORKERS: {
        default: '1',
        description:
          'How many processes npm start and npm run serve run behind the one port. More than one need DATABASE_URL, and REDIS_URL or ROUTER_LIMITS=per-process.',
      },
    },
  },
  {
    title: 'Log',
    settings: {
      LOG_LEVEL: {
        default: 'info',
        description: 'How much is logged: fatal, error, warn, info, debug, trace or silent.',
      },
      ROUTER_LOG_REQUESTS: {
        default: 'off',
        description:
          'on: a line for each request that has ended, at the level info. What it tells is in the usage records and in the console either way.',
        example: 'on',
      },
    },
  },
  {
    title: 'Metrics',
    settings: {
      ROUTER_METRICS_PORT: {
        default: 'none',
        description:
          'A port that serves /metrics without a token. Without one, /metrics is at the port of everything else, for who shows an admin token.',
        example: '9464',
      },
      ROUTER_METRICS_HOST: {
        default: '127.0.0.1',
        description:
          'The address that this port listens on. Only this machine can reach the default; whoever reaches it reads the metrics.',
        example: '10.0.0.5',
      },
    },
  },
];
