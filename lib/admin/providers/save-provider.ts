import type { z } from 'zod';
import type { Transaction } from '../../../db/client';
import type { DeclaredProvider } from '../../config/declared';
import { goesElsewhere, type KeyPlace } from '../../exchange/goes-elsewhere';
import { AdminRefusal, refusalAt } from '../admin-refusal';
import { isSameOrigin } from '../config/plan-trust';
import { type PresentPolicy, save } from '../config/save';
import type { ApplyAnswer } from '../contract';
import type { VerbContext } from '../verb';
import { checkPlace } from './check-place';
import { declareModel, declarePlace, declareQueue, declareTimeouts } from './declare';
import type { CreateProvider, UpdateProvider } from './input';
import { openForChange } from './open-for-change';
import { findProvider } from './read';
import { refuseMovedHeaders, refuseSecretHeaders } from './refuse-secret-headers';

export async function createProvider(
  context: VerbContext,
  input: z.output<typeof CreateProvider>,
): Promise<ApplyAnswer> {
  const { id, api_key, models, dry_run: dryRun } = input;
  refuseSecretHeaders(input.headers);
  const declared: DeclaredProvider = {
    id,
    ...declarePlace(input),
    apiKey: api_key === undefined ? null : { value: api_key, source: null },
    timeouts: declareTimeouts(input.timeouts),
    concurrency: input.concurrency ?? null,
    queue: declareQueue(input.queue),
    models: models.map(declareModel),
  };
  const notices = await checkPlace(context.runtime, declared.baseUrl, declared.apiKey !== null);
  const build = ({ providers: present }: PresentPolicy) => {
    if (present.has(id)) throw refusalAt('conflict', 'id', `there is a provider "${id}" already: take another name`);
    return { providers: [declared] };
  };
  return withNotices(await save(context, { dryRun, build }), notices);
}

export async function updateProvider(
  context: VerbContext,
  input: z.output<typeof UpdateProvider>,
): Promise<ApplyAnswer> {
  const { base_url, api_key, dry_run: dryRun } = input;
  const notices = base_url === undefined ? [] : await checkMove(context, input.provider_id, base_url, Boolean(api_key));
  const build = async (policy: PresentPolicy, transaction: Transaction) => {
    const before = await openForChange(policy, transaction, input);
    refuseSecretHeaders(input.headers, before.headers);
    const after = {
      ...before,
      dialect: input.dialect ?? before.dialect,
      baseUrl: base_url ?? before.baseUrl,
      auth: input.auth === undefined ? (before.auth ?? null) : input.auth,
      headers: input.headers ?? before.headers ?? {},
      quirks: input.quirks ? [...new Set(input.quirks)].sort() : (before.quirks ?? []),
      betas: input.betas === undefined ? (before.betas ?? null) : input.betas && [...new Set(input.betas)].sort(),
      timeouts: input.timeouts ? declareTimeouts(input.timeouts) : before.timeouts,
      concurrency: input.concurrency === undefined ? (before.concurrency ?? null) : input.concurrency,
      queue: input.queue ? declareQueue(input.queue) : before.queue,
    };
    refuseMovedHeaders(before, after);
    return { providers: [{ ...after, apiKey: keyAfter(before, after, api_key) }] };
  };
  return withNotices(await save(context, { dryRun, build }), notices);
}

/** An address of the operator's own that stays where it is is judged by nobody; the plan decides by the same (plan-trust.ts). */
async function checkMove({ runtime }: VerbContext, id: string, baseUrl: string, hasKey: boolean): Promise<string[]> {
  const row = await findProvider(runtime.store.db, id);
  if (row.addressTrusted && isSameOrigin(row.baseUrl, baseUrl)) return [];
  return checkPlace(runtime, baseUrl, hasKey);
}

export function setKey(
  context: VerbContext,
  { provider_id, key, tried }: { provider_id: string; key: string | null; tried?: KeyPlace },
): Promise<ApplyAnswer> {
  const build = async (policy: PresentPolicy, transaction: Transaction) => {
    const before = await openForChange(policy, transaction, { provider_id });
    if (tried && goesElsewhere(tried, before)) {
      throw new AdminRefusal('conflict', 'the provider’s address was changed while the key was tried: try it again');
    }
    return { providers: [{ ...before, apiKey: key === null ? null : { value: key, source: null } }] };
  };
  return save(context, { dryRun: false, build });
}

/**
 * A key belongs to the place that it was given for: whoever may change an address must not thereby learn the key. What goes
 * elsewhere needs it anew.
 */
function keyAfter(before: DeclaredProvider, after: DeclaredProvider, given: string | null | undefined) {
  if (given !== undefined) return given === null ? null : { value: given, source: null };
  const { apiKey } = before;
  if (apiKey === null) return null;
  if (goesElsewhere(before, after)) {
    throw new AdminRefusal(
      'invalid',
      'api_key: the key was given for another address, dialect or way of sending it; give it again, or null to go on without one',
    );
  }
  if (apiKey.value === '') {
    throw new AdminRefusal('conflict', 'its key cannot be opened with this server’s secret: set the key again first');
  }
  return apiKey;
}

function withNotices(answer: ApplyAnswer, notices: readonly string[]): ApplyAnswer {
  return { ...answer, notices: [...notices, ...answer.notices] };
}
