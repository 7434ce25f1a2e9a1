import { and, type SQL, sql } from 'drizzle-orm';
import type { Transaction } from '../../../db/client';
import { usageRecords } from '../../../db/schema';
import { type FigureRow, figureFields } from '../usage/figures';
import type { UsageFilter } from '../usage/filter';
import { noName } from '../usage/no-name';
import { bucketOf, within } from '../usage/over-time';
import type { SpanOfTime } from '../usage/spans';
import { hasFallenBack, isTroubled } from '../usage/troubled';

export interface OverviewCounts {
  all: FigureRow | undefined;
  fellBack: number;
  /** By when their bucket begins, in milliseconds since 1970. */
  byBucket: ReadonlyMap<number, FigureRow>;
  /** The most requests first. */
  groups: (FigureRow & { name: string })[];
  targets: (FigureRow & { name: string })[];
}

const mostNamed = 8;

/**
 * What is counted of a span's records, in one pass over them: they are added up by everything at once, and those few sums then by
 * bucket, by group and by target.
 */
export async function readCounts(
  transaction: Transaction,
  time: SpanOfTime,
  filter: UsageFilter,
): Promise<OverviewCounts> {
  const { groupId, providerId, modelId, outcome } = usageRecords;
  const cells = transaction.$with('cells').as(
    transaction
      .select({
        at: bucketOf(time.seconds).as('at'),
        // As they stand: names put together here would be sorted, a hundred thousand of them, where these are hashed.
        ...{ groupId, providerId, modelId, outcome },
        requests: figureFields.requests.as('requests'),
        input_tokens: figureFields.input_tokens.as('input_tokens'),
        output_tokens: figureFields.output_tokens.as('output_tokens'),
        usd: figureFields.usd.as('usd'),
        priced: figureFields.priced.as('priced'),
        fell_back: count(sql`${usageRecords.fellBack}`).as('fell_back'),
        untold: count(isUntold).as('untold'),
      })
      .from(usageRecords)
      .where(within(time, filter))
      .groupBy(sql`1, 2, 3, 4, 5`),
  );
  const rows = await transaction
    .with(cells)
    .select({
      at: cells.at,
      group: sql<string | null>`case grouping(${cells.groupId}) when 0 then coalesce(${cells.groupId}, ${none}) end`,
      target: sql<
        string | null
      >`case grouping(${cells.modelId}) when 0 then coalesce(${cells.providerId} || '/' || ${cells.modelId}, ${none}) end`,
      requests: sum(cells.requests),
      failed: sum(cells.requests, sql`${cells.outcome} = 'failed'`),
      refused: sum(cells.requests, sql`${cells.outcome} = 'refused'`),
      cancelled: sum(cells.requests, sql`${cells.outcome} = 'cancelled'`),
      input_tokens: sum(cells.input_tokens),
      output_tokens: sum(cells.output_tokens),
      usd: sum(cells.usd),
      priced: sum(cells.priced),
      fell_back: sum(cells.fell_back),
      untold: sum(cells.untold),
    })
    .from(cells)
    .groupBy(sql`grouping sets ((${cells.at}), (${cells.groupId}), (${cells.providerId}, ${cells.modelId}), ())`)
    .orderBy(sql`${sum(cells.requests)} desc, 2, 3`);
  const all = rows.find(({ at, group, target }) => at === null && group === null && target === null);
  const named = (what: 'group' | 'target') =>
    rows.flatMap(({ [what]: name, ...row }) => (name === null ? [] : [{ ...row, name }])).slice(0, mostNamed);
  return {
    all,
    fellBack: (all?.fell_back ?? 0) + (all && all.untold > 0 ? await countUntold(transaction, time, filter) : 0),
    byBucket: new Map(rows.flatMap((row) => (row.at === null ? [] : [[new Date(row.at).getTime(), row] as const]))),
    groups: named('group'),
    targets: named('target'),
  };
}

/** Of before it was kept: only their tries tell it, which are wide, and so are left out of the pass over all. */
const isUntold = sql`${usageRecords.fellBack} is null and ${usageRecords.attempts} > 1`;

async function countUntold(transaction: Transaction, time: SpanOfTime, filter: UsageFilter): Promise<number> {
  const [counted] = await transaction
    .select({ total: sql<number>`count(*)`.mapWith(Number) })
    .from(usageRecords)
    .where(and(within(time, filter), isTroubled, isUntold, hasFallenBack));
  return counted?.total ?? 0;
}

const count = (condition: SQL) => sql<number>`count(*) filter (where ${condition})`.mapWith(Number);

const none = sql.raw(`'${noName}'`);

const sum = (column: SQL.Aliased<number>, condition = sql`true`) =>
  sql<number>`coalesce(sum(${column}) filter (where ${condition}), 0)`.mapWith(Number);
