/** The pages of objects that have one; an object that is gone says so there. */
const pages: Readonly<Record<string, (id: string) => string>> = {
  group: (id) => `/console/groups/${encodeURIComponent(id)}`,
};

export function pageOf(kind: string, id: string): string | null {
  return pages[kind]?.(id) ?? null;
}
