import { addressWith } from '../_ui/address';

/** The addresses of one thing's own page, so that whoever speaks of it leads there. */
const inConsole = (noun: string) => (id: string) => `/console/${noun}/${encodeURIComponent(id)}`;

export const groupPage = inConsole('groups');
export const policyPage = inConsole('policies');
export const providerPage = inConsole('providers');
export const tokenPage = inConsole('tokens');

export const userPage = inConsole('callers/users');
export const projectPage = inConsole('callers/projects');

/** The page of whatever the audit names, by its kind and its id; null for a kind that has none. What is gone says so there. */
export function pageOf(kind: string, id: string): string | null {
  return Object.hasOwn(pages, kind) ? (pages[kind]?.(id) ?? null) : null;
}

/** A target is one provider's model: `<provider>/<model>`. */
export function targetPage(target: string): string {
  return providerPage(target.slice(0, target.indexOf('/')));
}

/** One of several requests that may have the same id. */
export function requestPage({ request_id, cursor }: { request_id: string; cursor: string }): string {
  return `/console/requests/${request_id}?record=${cursor.split('_')[1] ?? ''}`;
}

/** Requests that are narrowed to something. */
export function requestsWith(query: Readonly<Record<string, string | undefined>>): string {
  return addressWith('/console/requests', {}, query);
}

/** What was changed of one thing and of no other, and by whom. */
export function auditOf(kind: string, id: string): string {
  return addressWith('/console/audit', {}, { object: `${kind}:${id}` });
}

const pages: Readonly<Record<string, (id: string) => string>> = {
  group: groupPage,
  policy: policyPage,
  provider: providerPage,
  model: targetPage,
  token: tokenPage,
  user: userPage,
  project: projectPage,
};
