import { AuditFilter } from '@/lib/admin/audit/asked';
import type { Query } from '../../../../_ui/address';

export type FilterName = keyof AuditFilter;
export const filterNames = Object.keys(AuditFilter.shape) as FilterName[];

/** The filter that an address says, without what in it is none; that is told beside its field. */
export function readFilter(query: Query): { filter: AuditFilter; problems: ReadonlyMap<string, string> } {
  const asked = Object.fromEntries(filterNames.flatMap((name) => (query[name] ? [[name, query[name]]] : [])));
  const problems = new Map<string, string>();
  const parsed = AuditFilter.safeParse(asked);
  if (parsed.success) return { filter: parsed.data, problems };
  for (const { path, message } of parsed.error.issues) {
    problems.set(String(path[0]), message);
    delete asked[String(path[0])];
  }
  const rest = AuditFilter.safeParse(asked);
  return { filter: rest.success ? rest.data : {}, problems };
}
