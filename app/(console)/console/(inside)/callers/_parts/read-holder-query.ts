import type { Query } from '../../../../_ui/address';
import { type HolderStatus, holderStatuses } from './holder-status';

export interface HolderQuery {
  search?: string;
  status?: HolderStatus;
  after?: string;
  before?: string;
}

/** What the page's address asks for; what no list can be narrowed by is left out. */
export function readHolderQuery({ search, status, after, before }: Query): HolderQuery {
  const known = holderStatuses.find((each) => each === status);
  const isName = (text: string | undefined) => text !== undefined && /^[a-z0-9-]{1,64}$/.test(text);
  return {
    ...(search && { search: search.slice(0, 200) }),
    ...(known && { status: known }),
    ...(after && isName(after) && { after }),
    ...(before && isName(before) && { before }),
  };
}
