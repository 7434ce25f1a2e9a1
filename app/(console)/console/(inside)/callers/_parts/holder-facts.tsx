import { Card } from '@/app/_ui/card';
import { KeyValues } from '@/app/_ui/key-values';
import { TextLink } from '@/app/_ui/text-link';
import { auditOf } from '@/app/(console)/_nav/links';
import type { ProjectRow, UserRow } from '@/lib/admin/contract/callers';
import { Moment } from '../../../../_ui/moment';
import { HolderStatusMark } from './holder-status';

/** What is known of a user or a project. */
export function HolderFacts({ row }: { row: UserRow | ProjectRow }) {
  const [kind, name] = 'user' in row ? (['user', row.user] as const) : (['project', row.project] as const);
  const active = row.active_tokens === row.tokens ? '' : `, ${row.active_tokens.toLocaleString('en')} of them active`;
  const tokens = `${row.tokens.toLocaleString('en')}${active}`;
  return (
    <Card className="p-5">
      <KeyValues
        facts={[
          { name: 'Status', value: <HolderStatusMark status={row.status} /> },
          ...('user' in row ? [{ name: 'Kind', value: row.kind === 'person' ? 'a person' : 'a service account' }] : []),
          { name: 'Tokens', value: <TextLink href={`/console/tokens?${kind}=${name}`}>{tokens}</TextLink> },
          { name: 'Last model request', value: <Moment at={row.last_used_at} /> },
          { name: 'Made', value: <Moment at={row.created_at} /> },
          { name: 'Changes', value: <TextLink href={auditOf(kind, name)}>Who changed it</TextLink> },
        ]}
      />
    </Card>
  );
}
