import { TokenQuery } from '@/lib/admin/contract';
import type { Query } from '../../../../_ui/address';
import { type ListQuery, readListQuery } from '../../../../_ui/read-list-query';
import { withoutSecret } from './without-secret';

/** What the page's address asks for. Whoever pastes a whole token searches for its id. */
export function readTokenQuery(query: Query): ListQuery {
  const { search } = query;
  return readListQuery({ ...query, ...(search && { search: withoutSecret(search) }) }, TokenQuery, 'token_id');
}
