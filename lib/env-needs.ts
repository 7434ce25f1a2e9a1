/** Which settings need others: what is wrong with a set of them whose members are each right. */
export interface NeedyValues {
  DATABASE_URL: string | null;
  REDIS_URL: string | null;
  ROUTER_LIMITS: string;
  ROUTER_METRICS_PORT: number | null;
  ROUTER_OIDC_CLIENT_ID: string | null;
  ROUTER_OIDC_CLIENT_SECRET: string | null;
  ROUTER_OIDC_ISSUER: string | null;
  ROUTER_OIDC_ROLES: { size: number };
  ROUTER_PUBLIC_URL: string | null;
  ROUTER_WORKERS: number;
}

/** Half a provider would be a sign-in that fails for everybody, and nobody knows why. */
export function missingForOidc(values: NeedyValues): string[] {
  const needed = {
    ROUTER_OIDC_ISSUER: values.ROUTER_OIDC_ISSUER,
    ROUTER_OIDC_CLIENT_ID: values.ROUTER_OIDC_CLIENT_ID,
    ROUTER_OIDC_CLIENT_SECRET: values.ROUTER_OIDC_CLIENT_SECRET,
    ROUTER_OIDC_ROLES: values.ROUTER_OIDC_ROLES.size > 0,
    ROUTER_PUBLIC_URL: values.ROUTER_PUBLIC_URL,
  };
  const isAsked = values.ROUTER_OIDC_ISSUER ?? values.ROUTER_OIDC_CLIENT_ID ?? values.ROUTER_OIDC_CLIENT_SECRET;
  if (isAsked === null) return [];
  return Object.entries(needed).flatMap(([name, value]) => (value ? [] : [`${name}: required for sign-in with OIDC`]));
}

/** The embedded store belongs to one process, and limits that each process counts for itself are limits times processes. */
export function missingForWorkers(values: NeedyValues): string[] {
  if (values.ROUTER_WORKERS === 1) return [];
  const problems: string[] = [];
  if (values.DATABASE_URL === null) problems.push('DATABASE_URL: required with ROUTER_WORKERS above 1');
  // Each worker counts for itself, and a scrape of one port would reach any of them.
  if (values.ROUTER_METRICS_PORT !== null) {
    problems.push(
      'ROUTER_METRICS_PORT: not with ROUTER_WORKERS above 1, which share every port; run replicas of one process each to be scraped',
    );
  }
  if (values.REDIS_URL === null && values.ROUTER_LIMITS === 'shared') {
    problems.push(
      'REDIS_URL: required with ROUTER_WORKERS above 1, or ROUTER_LIMITS=per-process, with which each process has the whole of every limit',
    );
  }
  return problems;
}
