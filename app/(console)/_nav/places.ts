import type { Action } from '@/lib/admin/roles';

export interface Place {
  href: string;
  label: string;
  /** Who sees it: whoever may do this. */
  action: Action;
}

/** The places of the console, as its navigation has them. A later capability adds its own line. */
export const places: readonly { title: string; places: readonly Place[] }[] = [
  {
    title: 'Watch',
    places: [
      { href: '/console', label: 'Overview', action: 'overview:read' },
      { href: '/console/requests', label: 'Requests', action: 'usage:read' },
    ],
  },
  {
    title: 'Route',
    places: [
      { href: '/console/groups', label: 'Model groups', action: 'groups:read' },
      { href: '/console/policies', label: 'Policies', action: 'policies:read' },
      { href: '/console/providers', label: 'Providers', action: 'providers:read' },
      { href: '/console/simulator', label: 'Simulator', action: 'groups:read' },
    ],
  },
  {
    title: 'Callers',
    places: [
      { href: '/console/tokens', label: 'Tokens', action: 'tokens:read' },
      { href: '/console/callers', label: 'People and projects', action: 'callers:read' },
    ],
  },
  {
    title: 'Deployment',
    places: [
      { href: '/console/audit', label: 'Audit', action: 'audit:read' },
      { href: '/console/configuration', label: 'Configuration', action: 'configuration:read' },
      { href: '/console/administrators', label: 'Administrators', action: 'administrators:read' },
      { href: '/console/admin-tokens', label: 'Admin tokens', action: 'admin-tokens:read' },
    ],
  },
];
