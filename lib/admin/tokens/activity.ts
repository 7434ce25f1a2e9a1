import type { Database } from '../../../db/client';
import { readRequests } from '../../usage/read-requests';
import type { UsageFigures } from '../contract';
import { reportUsage } from '../usage/report';

export interface TokenActivity {
  from: string;
  to: string;
  totals: UsageFigures;
  /** Only the days on which it was used. */
  days: (UsageFigures & { name: string })[];
  /** Newest first. */
  requests: {
    request_id: string;
    started_at: string;
    client: string | null;
    endpoint: string;
    group: string | null;
    status: number;
    fault: string | null;
    latency_ms: number;
  }[];
}

/** What a token was used for lately, in short. */
export async function readActivity(database: Database, tokenId: string, now = new Date()): Promise<TokenActivity> {
  const from = new Date(now.getTime() - shownDays * 86_400_000);
  const report = await reportUsage(database, { from, to: now, by: 'day', token: tokenId });
  const requests = await readRequests(database, { tokenId, after: null, limit: shownRequests });
  return {
    from: report.from,
    to: report.to,
    totals: report.totals,
    days: report.rows,
    requests: requests.map((each) => ({
      request_id: each.requestId,
      started_at: each.startedAt.toISOString(),
      client: each.client,
      endpoint: each.endpoint,
      group: each.groupId ?? each.modelAsked,
      status: each.status,
      fault: each.fault,
      latency_ms: each.latencyMs,
    })),
  };
}

const shownDays = 30;
const shownRequests = 10;
