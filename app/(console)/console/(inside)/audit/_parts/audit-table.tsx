import { Badge, type Tone } from '@/app/_ui/badge';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import { auditOf, pageOf } from '@/app/(console)/_nav/links';
import type { AuditRow } from '@/lib/admin/audit/asked';
import { FieldDifferences } from '../../../../_ui/difference';
import { Moment } from '../../../../_ui/moment';

export function AuditTable({ events }: { events: readonly AuditRow[] }) {
  return (
    <Table label="Changes, newest first">
      <thead>
        <tr>
          <HeadCell>When, UTC</HeadCell>
          <HeadCell>Who</HeadCell>
          <HeadCell>What</HeadCell>
          <HeadCell>Difference</HeadCell>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <Event key={event.id} event={event} />
        ))}
      </tbody>
    </Table>
  );
}

const tones: Readonly<Record<string, Tone>> = { create: 'good', delete: 'bad', revoke: 'bad' };

function Event({ event }: { event: AuditRow }) {
  const { id, at, actor, via, address, action, kind, object_id, difference } = event;
  const fields = Object.keys(difference);
  const page = pageOf(kind, object_id);
  return (
    <Row className="align-top">
      <Cell className="align-top">
        <Moment at={at} />
        <p className="text-muted text-xs">number {id}</p>
      </Cell>
      <Cell className="max-w-56 align-top">
        <p className="break-words">{actor}</p>
        <p className="text-muted text-xs">
          {via === null ? 'the server itself' : via === 'console' ? 'the console' : 'the admin API'}
          {address && `, ${address}`}
        </p>
      </Cell>
      <Cell className="max-w-72 align-top">
        <Badge tone={tones[action] ?? 'neutral'}>{action}</Badge> <span className="text-muted">{kind}</span>
        <p className="mt-1 break-all font-mono text-xs">
          {page ? <TextLink href={page}>{object_id}</TextLink> : object_id}
        </p>
        <p className="text-xs">
          <TextLink href={auditOf(kind, object_id)}>all of this object</TextLink>
        </p>
      </Cell>
      <Cell className="min-w-64 align-top">
        {fields.length === 0 ? (
          <span className="text-muted">–</span>
        ) : (
          <details>
            <summary className="cursor-pointer break-words">{shorten(fields)}</summary>
            <FieldDifferences difference={difference} />
          </details>
        )}
      </Cell>
    </Row>
  );
}

function shorten(fields: readonly string[]): string {
  const shown = fields.slice(0, 3).map((field) => field.replaceAll('_', ' '));
  return fields.length > 3 ? `${shown.join(', ')} and ${fields.length - 3} more` : shown.join(', ');
}
