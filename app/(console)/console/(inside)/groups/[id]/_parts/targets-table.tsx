import { Cell, HeadCell, Row, Table } from '@/app/_ui/table';
import { CountLink } from '@/app/(console)/_ui/count-link';
import type { GroupAnswer, TargetAnswer } from '@/lib/admin/groups/asked';
import { sharesByWeight } from '@/lib/admin/groups/meant-share';
import { duration, share } from '../../_parts/figures';
import { HealthStatus } from './health-status';
import { answeredBy, failedAt } from './target-requests';

/** The same as the drawing, for those who would rather read figures or cannot see it. */
export function TargetsTable({ group: { id, targets, state, last_day } }: { group: GroupAnswer }) {
  const { strategy } = state;
  // Rules that were taken off since have left their traces.
  const hasRules = Boolean(state.validation) || targets.some(({ last_day: day }) => day.broke_rules > 0);
  const these = { group: id, from: last_day.from, to: last_day.to };
  return (
    <Table label="Targets">
      <thead>
        <tr>
          <HeadCell>Target</HeadCell>
          <HeadCell>State</HeadCell>
          {strategy === 'failover' && <HeadCell numeric>Priority</HeadCell>}
          <HeadCell numeric>Weight</HeadCell>
          {sharesByWeight(strategy) && <HeadCell numeric>Share meant</HeadCell>}
          <HeadCell numeric>Answered</HeadCell>
          <HeadCell numeric>Tried</HeadCell>
          <HeadCell numeric>Failed</HeadCell>
          {hasRules && <HeadCell numeric>Broke rules</HeadCell>}
          <HeadCell numeric>Latency, median</HeadCell>
          <HeadCell numeric>First token</HeadCell>
        </tr>
      </thead>
      <tbody>
        {targets.map((target) => (
          <TargetLine
            key={`${target.provider}/${target.model}`}
            target={target}
            these={these}
            hasPriority={strategy === 'failover'}
            hasShare={sharesByWeight(strategy)}
            hasRules={hasRules}
          />
        ))}
      </tbody>
    </Table>
  );
}

interface LineProps {
  target: TargetAnswer;
  /** What the list of requests is narrowed by to be those that the figures are of. */
  these: Readonly<Record<string, string>>;
  hasPriority: boolean;
  hasShare: boolean;
  hasRules: boolean;
}

function TargetLine({ target, these, hasPriority, hasShare, hasRules }: LineProps) {
  const { provider, model, upstream_model, last_day: day } = target;
  return (
    <Row>
      <Cell className="whitespace-nowrap">
        <code>
          {provider}/{model}
        </code>
        {upstream_model !== model && <p className="text-muted text-xs">asks for {upstream_model}</p>}
      </Cell>
      <Cell className="whitespace-nowrap">
        <HealthStatus target={target} />
      </Cell>
      {hasPriority && <Cell numeric>{target.priority}</Cell>}
      <Cell numeric>{target.weight.toLocaleString('en')}</Cell>
      {hasShare && <Cell numeric>{share(target.share)}</Cell>}
      <Cell numeric>
        <CountLink count={day.requests} requests={answeredBy(target, these)} />
      </Cell>
      <Cell numeric>{day.attempts.toLocaleString('en')}</Cell>
      <Cell numeric>
        <CountLink count={day.failed_attempts} requests={failedAt(target, these)}>
          {day.attempts === 0 ? '–' : share(day.failed_attempts / day.attempts)}
        </CountLink>
      </Cell>
      {hasRules && <Cell numeric>{day.broke_rules.toLocaleString('en')}</Cell>}
      <Cell numeric>{duration(day.p50_latency_ms)}</Cell>
      <Cell numeric>{duration(day.p50_first_token_ms)}</Cell>
    </Row>
  );
}
