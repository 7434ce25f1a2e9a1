import type { WrittenDocument } from '../../config/schema';
import type { GroupValidation } from '../../exchange/answer-rules';
import { hideSecretHeaders } from '../../exchange/secret-headers';
import type { Manager } from '../../exchange/statuses';
import { tidyLimits } from '../../exchange/tidy-limits';
import type { ExportRows } from './export';
import { nameModel } from './present';

/** The store's rows as a file says them. What is as it is when left out is left out. */
export function describeExport(rows: ExportRows): WrittenDocument {
  return {
    version: 1,
    ...list(
      'providers',
      rows.providers.map((row) => describeProvider(row, rows)),
    ),
    ...list(
      'policies',
      rows.policies.map(({ id, title, source, deadlineMs, onError, fallback, managedBy }) => ({
        id,
        ...given({ title, deadline_ms: deadlineMs }),
        ...(onError === 'fallback' ? {} : { on_error: onError }),
        ...(fallback === 'weighted' ? {} : { fallback }),
        ...mark(managedBy, 'file'),
        source,
      })),
    ),
    // A group without a target is no group that a file could declare; none comes about but by hand.
    ...list('groups', rows.groups.filter(({ targets }) => targets.length > 0).map(describeGroup)),
    ...list(
      'projects',
      rows.projects.map(({ id, title, status, limits, managedBy }) => ({
        id,
        ...given({ title, status: status === 'active' ? null : status, limits: tidyLimits(limits) }),
        ...mark(managedBy, 'file'),
      })),
    ),
    ...list('callers', describeCallers(rows)),
  };
}

type Written<Key extends 'providers' | 'groups' | 'callers'> = NonNullable<WrittenDocument[Key]>[number];

function describeProvider(row: ExportRows['providers'][number], { models, prices }: ExportRows): Written<'providers'> {
  const timeouts = given({ first_byte_ms: row.firstByteMs, idle_ms: row.idleMs, total_ms: row.totalMs });
  const queue = given({ requests: row.queueRequests, wait_ms: row.queueWaitMs });
  const own = models.filter(({ providerId }) => providerId === row.id);
  return {
    id: row.id,
    dialect: row.dialect,
    base_url: row.baseUrl,
    ...given({ api_key: row.apiKeySource }),
    ...given({ auth: row.auth }),
    ...(Object.keys(row.headers).length > 0 ? { headers: hideSecretHeaders(row.headers) } : {}),
    ...list('quirks', row.quirks),
    ...given({ betas: row.betas }),
    ...(Object.keys(timeouts).length > 0 ? { timeouts } : {}),
    ...given({ concurrency: row.concurrency }),
    ...(Object.keys(queue).length > 0 ? { queue } : {}),
    ...mark(row.managedBy, 'file'),
    ...list(
      'models',
      own.map((model) => {
        const price = prices.get(nameModel(row.id, model.id));
        return {
          id: model.id,
          ...(model.upstreamModel === model.id ? {} : { upstream_model: model.upstreamModel }),
          ...(Object.keys(model.capabilities).length > 0 ? { capabilities: model.capabilities } : {}),
          ...given({ context_tokens: model.contextTokens, max_output_tokens: model.maxOutputTokens }),
          ...(price
            ? { price: { input: price.input, ...given({ cached_input: price.cachedInput }), output: price.output } }
            : {}),
          ...given({ tier: model.tier }),
          ...mark(model.managedBy, row.managedBy),
        };
      }),
    ),
  };
}

/** A group as a file writes it. */
export function describeGroup(group: ExportRows['groups'][number]): Written<'groups'> {
  const { attempts, attemptTimeoutMs, totalTimeoutMs } = group.retry;
  const retry = given({ attempts, attempt_timeout_ms: attemptTimeoutMs, total_timeout_ms: totalTimeoutMs });
  return {
    id: group.id,
    ...given({ title: group.title, description: group.description }),
    ...list('aliases', group.aliases),
    ...(group.discoverable ? { discoverable: true } : {}),
    strategy: group.strategy,
    ...given({ policy: group.policy }),
    ...(group.policyReadsText ? { policy_reads_text: true } : {}),
    ...(group.affinity ? { affinity: true } : {}),
    ...(Object.keys(retry).length > 0 ? { retry } : {}),
    ...(group.validation ? { validation: describeValidation(group.validation) } : {}),
    ...(typeof group.ceilingUsd === 'number' ? { ceiling: { usd_per_request: group.ceilingUsd } } : {}),
    ...given({ limits: tidyLimits(group.limits) }),
    ...mark(group.managedBy, 'file'),
    targets: group.targets.map(({ provider, model, weight, priority, enabled }) => ({
      ...{ provider, model, weight },
      ...(priority === 0 ? {} : { priority }),
      ...(enabled ? {} : { enabled }),
    })),
  };
}

function describeValidation({ rules, attempts, onFailure, bufferStreams }: GroupValidation) {
  return {
    rules: rules.map((rule) => ({ ...rule })) as NonNullable<Written<'groups'>['validation']>['rules'],
    ...given({ attempts }),
    ...(onFailure === 'error' ? {} : { on_failure: onFailure }),
    ...(bufferStreams ? { buffer_streams: true } : {}),
  };
}

function describeCallers({ callers, tokens, allow }: ExportRows): Written<'callers'>[] {
  const byCaller = new Map<number, ExportRows['tokens']>();
  for (const token of tokens) {
    const list = byCaller.get(token.callerId);
    if (list) list.push(token);
    else byCaller.set(token.callerId, [token]);
  }
  return callers.map(({ id, user, kind, project, status, managedBy }) => ({
    ...{ user, project },
    ...(kind === 'person' ? {} : { kind }),
    ...(status === 'active' ? {} : { status }),
    ...mark(managedBy, 'file'),
    ...list(
      'tokens',
      (byCaller.get(id) ?? []).map((token) => ({
        env: token.environment,
        key: token.key,
        allow: allow.get(token.tokenId) ?? [],
        token_sha256: token.tokenSha256,
        ...(token.status === 'active' ? {} : { status: token.status }),
        ...given({
          expires_at: token.expiresAt?.toISOString(),
          rotates_at: token.rotatesAt?.toISOString(),
          tier: token.tier,
          limits: tidyLimits(token.limits),
        }),
        ...mark(token.managedBy, managedBy),
      })),
    ),
  }));
}

/** What stands within another object is whose that is, unless it says otherwise. */
function mark(managedBy: Manager, unless: Manager): { managed_by?: Manager } {
  return managedBy === unless ? {} : { managed_by: managedBy };
}

type Given<Fields> = { [Key in keyof Fields]?: NonNullable<Fields[Key]> };

function given<Fields extends Record<string, unknown>>(fields: Fields): Given<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined);
  return Object.fromEntries(entries) as Given<Fields>;
}

function list<Key extends string, Row>(key: Key, rows: readonly Row[]): { [Name in Key]?: Row[] } {
  return rows.length === 0 ? {} : ({ [key]: [...rows] } as { [Name in Key]?: Row[] });
}
