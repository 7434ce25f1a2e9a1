import { Badge } from '@/app/_ui/badge';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import type { SessionRow } from '@/lib/admin/contract/administrators';
import { Moment } from '../../../../_ui/moment';
import { nameClient } from '../../../../_ui/name-client';
import { EndSession } from './end-session';

export function SessionTable({ sessions }: { sessions: readonly SessionRow[] }) {
  return (
    <Table label="Your sessions">
      <thead>
        <tr>
          <HeadCell>Browser</HeadCell>
          <HeadCell>Address</HeadCell>
          <HeadCell>Since (UTC)</HeadCell>
          <HeadCell>Last seen</HeadCell>
          <HeadCell>Ends at the latest</HeadCell>
          <HeadCell>
            <span className="sr-only">What can be done</span>
          </HeadCell>
        </tr>
      </thead>
      <tbody>
        {sessions.map((session) => (
          <Row key={session.session_id}>
            <Cell title={session.client ?? undefined}>
              <span className="mr-2 whitespace-nowrap">{nameClient(session.client)}</span>
              {session.is_this && <Badge tone="accent">this one</Badge>}
            </Cell>
            <Cell className="font-mono text-xs">{session.address ?? 'unknown'}</Cell>
            <Cell>
              <Moment at={session.created_at} />
            </Cell>
            <Cell>
              <Moment at={session.seen_at} />
            </Cell>
            <Cell>
              <Moment at={session.expires_at} />
            </Cell>
            <Cell className="text-right">{!session.is_this && <EndSession id={session.session_id} />}</Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}
