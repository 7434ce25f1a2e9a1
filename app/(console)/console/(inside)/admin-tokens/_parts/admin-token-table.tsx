import { Badge, Status } from '@/app/_ui/badge';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import type { AdminTokenRow } from '@/lib/admin/contract/admin-tokens';
import { includesRole, type Role } from '@/lib/admin/roles';
import { Moment } from '../../../../_ui/moment';
import { RevokeButton } from './revoke-button';

interface Props {
  rows: readonly AdminTokenRow[];
  /** The role of whoever looks: of a token that may more they end none. */
  own: Role;
  mayChange: boolean;
}

export function AdminTokenTable({ rows, own, mayChange }: Props) {
  return (
    <Table label="Admin tokens">
      <thead>
        <tr>
          <HeadCell>For</HeadCell>
          <HeadCell>May</HeadCell>
          <HeadCell>Status</HeadCell>
          <HeadCell>Ends (UTC)</HeadCell>
          <HeadCell>Last used</HeadCell>
          {mayChange && (
            <HeadCell>
              <span className="sr-only">What can be done</span>
            </HeadCell>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.admin_token_id}>
            <Cell>
              <span className="block min-w-40 font-medium">{row.title}</span>
              <span className="text-muted text-xs">
                <code className="whitespace-nowrap">{row.admin_token_id}</code>, by {nameMaker(row.created_by)}
              </span>
            </Cell>
            <Cell>
              <span className="flex max-w-56 flex-wrap items-center gap-1">
                {row.role}
                {row.scopes?.map((scope) => (
                  <Badge key={scope}>{scope}</Badge>
                ))}
              </span>
            </Cell>
            <Cell>
              <Status tone={tones[row.status]}>{row.status}</Status>
            </Cell>
            <Cell>
              <Moment at={row.expires_at} />
            </Cell>
            <Cell>
              <Moment at={row.last_used_at} />
            </Cell>
            {mayChange && (
              <Cell className="text-right">
                {row.status === 'active' && includesRole(own, row.role) && (
                  <RevokeButton id={row.admin_token_id} title={row.title} />
                )}
              </Cell>
            )}
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

const tones = { active: 'good', expired: 'neutral', revoked: 'bad' } as const;

/** As the audit has it, in fewer words. */
function nameMaker(createdBy: string): string {
  return createdBy === 'admin-token' ? 'the server’s own token' : createdBy.replace(/^administrator /, '');
}
