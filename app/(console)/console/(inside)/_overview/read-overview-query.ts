import type { Query } from '@/app/(console)/_ui/address';
import { noName } from '@/lib/admin/usage/no-name';
import { type SeriesDimension, seriesDimensions } from '@/lib/admin/usage/series';
import { type Span, spanNames } from '@/lib/admin/usage/spans';

/** What the overview's address says; what it cannot mean is left out, so that an old or mistyped address still shows something. */
export interface OverviewQuery {
  span: Span;
  by: SeriesDimension | null;
  filter: { group?: string; target?: string; token?: string };
}

export function readOverviewQuery({ span, by, group, target, token }: Query): OverviewQuery {
  return {
    span: spanNames.find((name) => name === span) ?? '24h',
    by: seriesDimensions.find((name) => name === by) ?? null,
    filter: {
      ...(group ? { group: group.slice(0, 64) } : {}),
      ...(target && (target === noName || target.includes('/')) ? { target: target.slice(0, 400) } : {}),
      ...(token ? { token: token.slice(0, 400) } : {}),
    },
  };
}
