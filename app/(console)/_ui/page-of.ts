/** The page of an object that has one, by its kind and its id as the audit has them. What is gone says so there. */
const pages: Readonly<Record<string, (id: string) => string>> = {
  group: (id) => `/console/groups/${encodeURIComponent(id)}`,
  provider: (id) => `/console/providers/${encodeURIComponent(id)}`,
  // `<provider>/<model>`; the provider's page has its models.
  model: (id) => `/console/providers/${encodeURIComponent(id.slice(0, Math.max(0, id.indexOf('/'))))}`,
  token: (id) => `/console/tokens/${encodeURIComponent(id)}`,
  user: (id) => `/console/callers/users/${encodeURIComponent(id)}`,
  project: (id) => `/console/callers/projects/${encodeURIComponent(id)}`,
};

export function pageOf(kind: string, id: string): string | null {
  return Object.hasOwn(pages, kind) ? (pages[kind]?.(id) ?? null) : null;
}
