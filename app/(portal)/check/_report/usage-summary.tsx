import { useMemo } from 'react';
import { Skeleton } from '@/app/_ui/skeleton';
import type { Question } from '@/app/_visit/ask-router';
import type { UsageFigures } from '@/lib/gateway/contract';
import { Usage } from '../_ask/answers';
import { ProblemNote } from '../_ask/problem-note';
import { useAnswer } from '../_ask/use-answer';
import { inFull, inShort, money } from './figures';
import { LimitList } from './limit-list';
import { UsageBars } from './usage-bars';
import { firstDay, summariseUsage } from './usage-figures';

/** What the token has used, today and this month; the rest of the report does not wait for it. */
export function UsageSummary({ token, round }: { token: string; round: number }) {
  const question = useMemo<Question<Usage>>(
    () => ({ path: `/v1/usage?from=${firstDay(Date.now())}`, answers: Usage }),
    [],
  );
  const answer = useAnswer(question, token, round);
  return (
    <section aria-labelledby="usage-title" className="min-w-0">
      <h3 id="usage-title" className="font-medium text-muted text-xs">
        Used
      </h3>
      <div className="mt-2">
        {answer === null ? (
          <Waiting />
        ) : answer.kind === 'answered' ? (
          <Figures usage={answer.value} />
        ) : (
          <ProblemNote what="What it has used cannot be shown now." problem={answer} />
        )}
      </div>
    </section>
  );
}

function Figures({ usage }: { usage: Usage }) {
  const { today, month, days } = summariseUsage(usage, Date.now());
  return (
    <>
      <table className="w-full text-sm tabular-nums">
        <thead className="text-muted text-xs">
          <tr>
            <td />
            {columns.map(({ name }) => (
              <th key={name} scope="col" className="pb-1 pl-3 text-right font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Line name="Today" figures={today} />
          <Line name="This month" figures={month} />
        </tbody>
      </table>
      <UsageBars days={days} />
      <LimitList limits={usage.limits} />
      <p className="mt-3 text-muted text-xs">
        {usage.limits.length === 0 && 'No limits on this token. '}Days begin at midnight UTC.
      </p>
    </>
  );
}

const columns: readonly {
  name: string;
  show: (figures: UsageFigures) => string;
  full: (figures: UsageFigures) => string;
}[] = [
  { name: 'Requests', show: ({ requests }) => inShort(requests), full: ({ requests }) => inFull(requests) },
  { name: 'Tokens in', show: (all) => inShort(all.input_tokens), full: (all) => inFull(all.input_tokens) },
  { name: 'Tokens out', show: (all) => inShort(all.output_tokens), full: (all) => inFull(all.output_tokens) },
  { name: 'USD', show: ({ usd }) => money(usd), full: ({ usd }) => `${usd} US dollars` },
];

function Line({ name, figures }: { name: string; figures: UsageFigures }) {
  return (
    <tr>
      <th scope="row" className="whitespace-nowrap py-0.5 text-left font-normal text-soft">
        {name}
      </th>
      {columns.map((column) => (
        <td key={column.name} title={column.full(figures)} className="py-0.5 pl-3 text-right">
          {column.show(figures)}
        </td>
      ))}
    </tr>
  );
}

function Waiting() {
  return (
    <div className="space-y-2.5 pt-1">
      <span className="sr-only">Asking what it has used…</span>
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-4 w-full" />
      <Skeleton className="h-10 w-full" />
    </div>
  );
}
