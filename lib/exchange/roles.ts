/** What an administrator, or a token of the admin API, is allowed: lib/admin/roles.ts says which may do what. */
export const roles = ['owner', 'admin', 'operator', 'viewer'] as const;
export type Role = (typeof roles)[number];

export const administratorStatuses = ['active', 'disabled'] as const;
export type AdministratorStatus = (typeof administratorStatuses)[number];

export const signInMethods = ['password', 'oidc', 'link'] as const;
export type SignInMethod = (typeof signInMethods)[number];

/** What an admin token can be narrowed to: the first part of an action's name (`tokens:write`). */
export const adminScopes = [
  'overview',
  'providers',
  'groups',
  'targets',
  'policies',
  'callers',
  'tokens',
  'usage',
  'metrics',
  'audit',
  'configuration',
  'administrators',
  'admin-tokens',
  'demo',
] as const;
export type AdminScope = (typeof adminScopes)[number];
