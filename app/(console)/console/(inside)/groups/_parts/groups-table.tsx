import { Cell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import type { GroupRow } from '@/lib/admin/groups/asked';
import type { Query } from '../../../../_ui/address';
import { Moment } from '../../../../_ui/moment';
import { OwnedBy } from '../../../../_ui/owned-by';
import { SortHead } from '../../../../_ui/sort-head';
import { share } from './figures';

const path = '/console/groups';

export function GroupsTable({ groups, query }: { groups: readonly GroupRow[]; query: Query }) {
  const head = { path, query, sort: query.sort ?? 'id' };
  return (
    <Table label="Model groups">
      <thead>
        <tr>
          <SortHead {...head} name="id">
            Group
          </SortHead>
          <SortHead {...head} name="strategy">
            Strategy
          </SortHead>
          <SortHead {...head} name="targets" first="down" numeric>
            Targets
          </SortHead>
          <SortHead {...head} name="tokens" first="down" numeric>
            Tokens
          </SortHead>
          <SortHead {...head} name="requests" first="down" numeric>
            Requests, 24 h
          </SortHead>
          <SortHead {...head} name="failed" first="down" numeric>
            Failed
          </SortHead>
          <SortHead {...head} name="changed" first="down">
            Changed, UTC
          </SortHead>
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <GroupLine key={group.id} group={group} />
        ))}
      </tbody>
    </Table>
  );
}

function GroupLine({ group }: { group: GroupRow }) {
  const { id, title, aliases, managed_by, strategy, targets, enabled_targets, tokens, last_day, updated_at } = group;
  return (
    <Row>
      <Cell className="min-w-52">
        <TextLink href={`${path}/${id}`} className="font-medium">
          {id}
        </TextLink>{' '}
        <OwnedBy manager={managed_by} />
        {title && <p className="max-w-72 text-soft">{title}</p>}
        {aliases.length > 0 && <p className="max-w-72 text-muted text-xs">also {aliases.join(', ')}</p>}
      </Cell>
      <Cell>{strategy}</Cell>
      <Cell numeric>{enabled_targets === targets ? targets : `${enabled_targets} of ${targets} on`}</Cell>
      <Cell numeric>{tokens.toLocaleString('en')}</Cell>
      <Cell numeric>{last_day.requests.toLocaleString('en')}</Cell>
      <Cell numeric>{last_day.requests === 0 ? '–' : share(last_day.failed / last_day.requests)}</Cell>
      <Cell>
        <Moment at={updated_at} />
      </Cell>
    </Row>
  );
}
