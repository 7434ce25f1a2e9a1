import { Address } from '@/app/_ui/address';
import { Status } from '@/app/_ui/badge';
import { Button } from '@/app/_ui/button';
import { Card, CardHead } from '@/app/_ui/card';
import { EmptyState } from '@/app/_ui/empty-state';
import { KeyValues } from '@/app/_ui/key-values';
import { Pagination } from '@/app/_ui/pagination';
import { Skeleton } from '@/app/_ui/skeleton';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { Piece, Shelf } from './shelf';

const rows = [
  { id: 'default', tone: 'good', status: 'active', requests: 120_431, usd: 12.4 },
  { id: 'coding', tone: 'warn', status: 'suspended', requests: 9_180, usd: 108.25 },
  { id: 'vision', tone: 'bad', status: 'revoked', requests: 77, usd: 0.01 },
] as const;

export function Facts() {
  return (
    <Shelf title="Facts">
      <Piece name="card, key-values">
        <Card>
          <CardHead title="A token" actions={<Button size="small">Rotate</Button>}>
            In the project demo
          </CardHead>
          <div className="p-5">
            <KeyValues
              facts={['User', 'Project', 'Environment', 'Expires'].map((name) => ({ name, value: name.toLowerCase() }))}
            />
          </div>
        </Card>
      </Piece>
      <Piece name="address">
        <Card>
          <dl className="divide-y divide-line">
            <Address label="Origin" value="https://llm.example.com" note="ROUTER_BASE_URL" />
          </dl>
        </Card>
      </Piece>
      <Piece name="table, pagination">
        <div className="space-y-3">
          <Table label="Groups">
            <thead>
              <tr>
                <HeadCell>Group</HeadCell>
                <HeadCell>Status</HeadCell>
                <HeadCell numeric>Requests</HeadCell>
                <HeadCell numeric>USD</HeadCell>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <Row key={row.id}>
                  <Cell className="font-mono">{row.id}</Cell>
                  <Cell>
                    <Status tone={row.tone}>{row.status}</Status>
                  </Cell>
                  <Cell numeric>{row.requests.toLocaleString('en')}</Cell>
                  <Cell numeric>{row.usd.toFixed(2)}</Cell>
                </Row>
              ))}
            </tbody>
          </Table>
          <Pagination shown="1–3 of 120 groups" previous={null} next="/kit" />
        </div>
      </Piece>
      <Piece name="empty-state">
        <EmptyState title="No tokens yet" action={<Button look="primary">Create a token</Button>}>
          A caller token is what a program shows to be let in.
        </EmptyState>
      </Piece>
      <Piece name="skeleton">
        <div className="max-w-sm space-y-2">
          <Skeleton className="h-5 w-1/2" />
          <Skeleton />
          <Skeleton className="h-4 w-4/5" />
        </div>
      </Piece>
    </Shelf>
  );
}
