/** The addresses of one thing's own page, so that whoever speaks of it leads there. */
const inConsole = (noun: string) => (id: string) => `/console/${noun}/${encodeURIComponent(id)}`;

export const groupPage = inConsole('groups');
export const providerPage = inConsole('providers');
export const tokenPage = inConsole('tokens');

/** A target is one provider's model: `<provider>/<model>`. */
export function targetPage(target: string): string {
  return providerPage(target.slice(0, target.indexOf('/')));
}

/** One of several requests that may have the same id. */
export function requestPage({ request_id, cursor }: { request_id: string; cursor: string }): string {
  return `/console/requests/${request_id}?record=${cursor.split('_')[1] ?? ''}`;
}

/** Requests that are narrowed to something. */
export function requestsWith(query: Record<string, string>): string {
  return `/console/requests?${new URLSearchParams(query)}`;
}

/** What was changed of one thing, and by whom. */
export function auditOf(kind: string, id: string): string {
  return `/console/audit?${new URLSearchParams({ kind, id })}`;
}
