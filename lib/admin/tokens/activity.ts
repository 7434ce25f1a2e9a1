import type { Database } from '../../../db/client';
import { readRequests } from '../../usage/read-requests';
import type { UsageFigures } from '../contract';
import { type RequestRow, type RequestView, tellRow } from '../requests/list';
import { reportUsage } from '../usage/report';

export interface TokenActivity {
  from: string;
  to: string;
  totals: UsageFigures;
  /** Only the days on which it was used. */
  days: (UsageFigures & { name: string })[];
  /** Newest first. */
  requests: RequestRow[];
}

/** What a token was used for lately, in short. */
export async function readActivity(
  database: Database,
  tokenId: string,
  { seesCallers, now = new Date() }: RequestView & { now?: Date },
): Promise<TokenActivity> {
  const from = new Date(now.getTime() - shownDays * 86_400_000);
  const report = await reportUsage(database, { from, to: now, by: 'day', token: tokenId });
  const requests = await readRequests(database, { tokenId, after: null, limit: shownRequests });
  return {
    from: report.from,
    to: report.to,
    totals: report.totals,
    days: report.rows,
    requests: requests.map((each) => tellRow(each, { seesCallers })),
  };
}

const shownDays = 30;
const shownRequests = 10;
