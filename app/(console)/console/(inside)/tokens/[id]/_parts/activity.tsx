import { Card } from '@/app/_ui/card';
import { KeyValues } from '@/app/_ui/key-values';
import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { TextLink } from '@/app/_ui/text-link';
import type { TokenRow } from '@/lib/admin/contract';
import type { VerbAnswer } from '@/lib/admin/verbs';
import { milliseconds, usd } from '../../../../../_charts/figures';
import { requestPage } from '../../../../../_nav/links';
import { Moment } from '../../../../../_ui/moment';
import { OutcomeStatus } from '../../../requests/_parts/outcome-status';

interface Props {
  token: TokenRow;
  activity: VerbAnswer<'tokens.activity'>;
}

/** What the token was used for lately, in short. */
export function Activity({ token, activity: { totals, days, requests } }: Props) {
  const all = `/console/requests?token=${encodeURIComponent(token.token_id)}`;
  const number = (value: number) => value.toLocaleString('en');
  return (
    <section aria-labelledby="activity" className="space-y-4">
      <h2 id="activity" className="font-semibold text-lg tracking-tight">
        The last 30 days
      </h2>
      <Card className="p-5">
        <KeyValues
          facts={[
            { name: 'Requests', value: number(totals.requests) },
            { name: 'Failed', value: number(totals.failed) },
            { name: 'Refused', value: number(totals.refused) },
            { name: 'Input tokens', value: number(totals.input_tokens) },
            { name: 'Output tokens', value: number(totals.output_tokens) },
            { name: 'Cost', value: usd(totals.usd) },
            { name: 'Days used', value: number(days.length) },
          ]}
        />
      </Card>
      {requests.length === 0 ? (
        <p className="text-muted text-sm">It has sent no request yet.</p>
      ) : (
        <>
          <Table label="Its last requests">
            <thead>
              <tr>
                <HeadCell>Came</HeadCell>
                <HeadCell>Group</HeadCell>
                <HeadCell>Ended</HeadCell>
                <HeadCell>Client</HeadCell>
                <HeadCell numeric>Took</HeadCell>
                <HeadCell numeric>Cost</HeadCell>
              </tr>
            </thead>
            <tbody>
              {requests.map((each) => (
                <Row key={each.cursor}>
                  <Cell>
                    <TextLink href={requestPage(each)}>
                      <Moment at={each.started_at} />
                    </TextLink>
                  </Cell>
                  <Cell>
                    {each.group ? <code>{each.group}</code> : <span className="text-muted">{each.model ?? '–'}</span>}
                  </Cell>
                  <Cell>
                    <OutcomeStatus of={each} />
                    {each.fault && <span className="block text-muted text-xs">{each.fault}</span>}
                  </Cell>
                  <Cell>{each.client ?? <span className="text-muted">–</span>}</Cell>
                  <Cell numeric>{milliseconds(each.latency_ms)}</Cell>
                  <Cell numeric>{each.usd === null ? '–' : usd(each.usd)}</Cell>
                </Row>
              ))}
            </tbody>
          </Table>
          <p className="text-sm">
            <TextLink href={all}>All its requests</TextLink>
          </p>
        </>
      )}
    </section>
  );
}
