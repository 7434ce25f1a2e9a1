import { desc, eq } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { callerTokens, modelGroups, prices, providers, usageRecords } from '../../../db/schema';
import { catalogue, type FaultCode, faultPagePath } from '../../faults/catalogue';
import type { Snapshot } from '../../snapshot/snapshot';
import { attemptWords } from '../../upstream/attempt-words';
import { type PlannedTry, readTry } from '../../usage/plan-reasons';
import type { UsageAttempt } from '../../usage/usage-record';
import { isAmong } from '../is-among';
import { type RequestRow, type RequestView, tellRow } from './list';

/** One request from its arrival to its end, with the names that its caller is not told. */
export interface RequestStory extends RequestRow {
  object: 'request';
  cached_input_tokens: number | null;
  reasoning_tokens: number | null;
  /** What the fault's page says to whoever runs this deployment; a code that is older than the catalogue has no words. */
  fault_words: { title: string; status: number; message: string; running: string; page: string } | null;
  plan: {
    /** A step a line, as it was written down when the request was planned. */
    reasons: string[];
    /** Which targets would be tried, in order; empty where it was refused before that. */
    order: PlannedTry[];
  };
  attempts: StoryAttempt[];
  /** What the target that answered was not told. */
  degraded: string[];
  /** What was charged by; null where no price was known. */
  price: { id: number; effective_from: string; input: number; cached_input: number | null; output: number } | null;
  /** A caller may send one id several times: how many requests have it. */
  same_id: number;
  gone: Gone;
}

/** What it speaks of and this deployment has no more: a record outlives it. */
export interface Gone {
  group: boolean;
  token: boolean;
  /** Of the targets that were tried. */
  providers: string[];
}

export interface StoryAttempt {
  target: string;
  /** Its number in the group as it is now; null where it is not in it any more. */
  number: number | null;
  result: string;
  /** The same in words, to be read after the target's name. */
  words: string;
  /** The provider's HTTP status; null where none came. */
  status: number | null;
  /** Since the request came. */
  started_ms: number;
  duration_ms: number;
  /** What it is paid for, at its own target’s price; null where it was for nothing, and in records of before it was kept. */
  used: AttemptUse | null;
}

export interface AttemptUse {
  input_tokens: number | null;
  output_tokens: number | null;
  usd: number | null;
  estimated: boolean;
}

interface Asked extends RequestView {
  requestId: string;
  record?: string | undefined;
  snapshot: Snapshot;
}

/** The request of an id; the latest of several, or the one that `record` names. Null where there is none. */
export async function readStory(
  database: Database,
  { requestId, record, snapshot, ...view }: Asked,
): Promise<RequestStory | null> {
  const rows = await database
    .select()
    .from(usageRecords)
    .where(eq(usageRecords.requestId, requestId))
    .orderBy(desc(usageRecords.startedAt), desc(usageRecords.id))
    .limit(100);
  const row = record === undefined ? rows[0] : rows.find(({ id }) => id === record);
  if (!row) return null;
  const order = row.reasons.map(readTry).filter((each) => each !== null);
  const told = tellRow(row, view);
  return {
    object: 'request',
    ...told,
    cached_input_tokens: row.cachedInputTokens,
    reasoning_tokens: row.reasoningTokens,
    fault_words: tellFault(row.fault),
    plan: { reasons: row.reasons, order },
    attempts: tellAttempts(row, snapshot),
    degraded: [...(order.find(({ target }) => target === told.target)?.degraded ?? [])],
    price: row.priceId === null ? null : await readPrice(database, row.priceId),
    same_id: rows.length,
    gone: await readGone(database, row, view),
  };
}

async function readGone(
  database: Database,
  { groupId, tokenId, providerId, tries }: typeof usageRecords.$inferSelect,
  { seesCallers }: RequestView,
): Promise<Gone> {
  const named = [...new Set([...tries.map(({ provider_id }) => provider_id), ...(providerId ? [providerId] : [])])];
  const { id } = modelGroups;
  const groups = groupId === null ? null : await database.select({ id }).from(modelGroups).where(eq(id, groupId));
  const tokens = seesCallers
    ? await database.select({ id: callerTokens.tokenId }).from(callerTokens).where(eq(callerTokens.tokenId, tokenId))
    : null;
  const there =
    named.length === 0
      ? []
      : await database.select({ id: providers.id }).from(providers).where(isAmong(providers.id, named));
  return {
    group: groups?.length === 0,
    token: tokens?.length === 0,
    providers: named.filter((name) => !there.some((one) => one.id === name)),
  };
}

function tellAttempts(row: typeof usageRecords.$inferSelect, snapshot: Snapshot): StoryAttempt[] {
  const { tries, groupId } = row;
  const group = groupId === null ? undefined : snapshot.groups.get(groupId);
  return tries.map((attempt) => {
    const { provider_id, model_id, status, result, started_ms, duration_ms } = attempt;
    const target = `${provider_id}/${model_id}`;
    const place = group?.targets.findIndex(({ id }) => id === target) ?? -1;
    return {
      target,
      number: place === -1 ? null : place + 1,
      result,
      words: attemptWords(result),
      status,
      started_ms,
      duration_ms,
      used: tries.length === 1 ? tellOnly(row) : tellUse(attempt),
    };
  });
}

/** An only attempt's figures are the record's own. */
function tellOnly({ inputTokens, outputTokens, costUsd, estimated }: typeof usageRecords.$inferSelect) {
  if (inputTokens === null && outputTokens === null) return null;
  return { input_tokens: inputTokens, output_tokens: outputTokens, usd: costUsd, estimated: estimated === true };
}

function tellUse({ input_tokens = null, output_tokens = null, cost_usd = null, estimated }: UsageAttempt) {
  return estimated === undefined ? null : { input_tokens, output_tokens, usd: cost_usd, estimated };
}

function tellFault(code: string | null): RequestStory['fault_words'] {
  if (code === null || !Object.hasOwn(catalogue, code)) return null;
  const { title, status, message, running } = catalogue[code as FaultCode];
  return { title, status, message, running, page: faultPagePath(code as FaultCode) };
}

async function readPrice(database: Database, id: number): Promise<RequestStory['price']> {
  const [row] = await database.select().from(prices).where(eq(prices.id, id));
  if (!row) return null;
  const { effectiveFrom, inputUsdPerMtok, cachedInputUsdPerMtok, outputUsdPerMtok } = row;
  return {
    ...{ id, effective_from: effectiveFrom.toISOString(), input: inputUsdPerMtok },
    ...{ cached_input: cachedInputUsdPerMtok, output: outputUsdPerMtok },
  };
}
