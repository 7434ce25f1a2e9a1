import { TokenQuery } from '@/lib/admin/contract';
import type { Query } from '../../../../_ui/address';
import { type ListQuery, readListQuery } from '../../../../_ui/read-list-query';

/** What the page's address asks for. */
export function readTokenQuery(query: Query): ListQuery {
  return readListQuery(query, TokenQuery, 'token_id');
}
