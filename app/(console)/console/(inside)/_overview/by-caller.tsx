import { Card, CardHead } from '@/app/_ui/card';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import { cost } from '@/app/(console)/_charts/figures';
import { addressWith, type Query } from '@/app/(console)/_ui/address';
import { CountLink } from '@/app/(console)/_ui/count-link';
import type { UsageSeries } from '@/lib/admin/usage/series';
import { failures } from './compared';

const titles: Partial<Record<UsageSeries['by'], string>> = { token: 'Tokens', user: 'Users', project: 'Projects' };

interface Props {
  answer: UsageSeries;
  query: Query;
  /** What the page is narrowed to. */
  filter: Readonly<Record<string, string | undefined>>;
}

/** Who called, in figures; groups and targets have tables of their own. */
export function ByCaller({ answer: { by, series, from, to }, query, filter }: Props) {
  const title = titles[by];
  if (!title || series.length === 0) return null;
  return (
    <Card className="min-w-0">
      <CardHead title={title}>With the most requests in this span.</CardHead>
      <div className="p-5">
        <Table label={`${title} with the most requests`}>
          <thead>
            <tr>
              <HeadCell className="capitalize">{by}</HeadCell>
              <HeadCell numeric>Requests</HeadCell>
              <HeadCell numeric>Failed</HeadCell>
              <HeadCell numeric>Cost</HeadCell>
            </tr>
          </thead>
          <tbody>
            {series.map(({ name, totals }) => {
              const { requests, failed } = totals;
              const these = { ...filter, [by]: name ?? undefined, from, to };
              return (
                <Row key={name}>
                  <Cell>{name === null ? <span className="text-muted">all others</span> : tell(name)}</Cell>
                  {name === null ? (
                    <>
                      <Cell numeric className="whitespace-nowrap">
                        {requests.toLocaleString('en')}
                      </Cell>
                      <Cell numeric className="whitespace-nowrap">
                        {failures(failed, requests)}
                      </Cell>
                    </>
                  ) : (
                    <>
                      <Cell numeric className="whitespace-nowrap">
                        <CountLink count={requests} requests={these} />
                      </Cell>
                      <Cell numeric className="whitespace-nowrap">
                        <CountLink count={failed} requests={{ ...these, outcome: 'failed' }}>
                          {failures(failed, requests)}
                        </CountLink>
                      </Cell>
                    </>
                  )}
                  <Cell numeric className="whitespace-nowrap">
                    {cost(totals)}
                  </Cell>
                </Row>
              );
            })}
          </tbody>
        </Table>
      </div>
    </Card>
  );

  /** The overview itself is narrowed to a token, and to no user and no project. */
  function tell(name: string) {
    return by === 'token' ? <TextLink href={addressWith('/console', query, { token: name })}>{name}</TextLink> : name;
  }
}
