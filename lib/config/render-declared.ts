import { hashToken } from '../callers/hash-token';
import type { DeclaredRule, GroupValidation } from '../exchange/answer-rules';
import type { Manager } from '../exchange/statuses';
import { tidyLimits } from '../exchange/tidy-limits';
import { presets } from '../providers/presets';
import type { Preset } from '../providers/presets/preset';
import type { Declared, DeclaredCaller, DeclaredGroup, DeclaredPolicy, DeclaredProvider } from './declared';
import type { PolicyFiles } from './policy-files';
import type { ConfigurationDocument } from './schema';
import { type Environment, expandSecret } from './secrets';

/** The file's words as the router's own, with the secrets filled in. The document was found right before. */
export function renderDeclared(
  document: ConfigurationDocument,
  environment: Environment,
  files: PolicyFiles = {},
): Declared {
  const kinds = new Map(document.callers.flatMap(({ user, kind }) => (kind ? [[user, kind] as const] : [])));
  return {
    providers: document.providers.map((provider) => renderProvider(provider, environment)),
    groups: document.groups.map(renderGroup),
    policies: document.policies.map((policy) => renderPolicy(policy, files)),
    projects: document.projects.map(({ id, title, status, limits, managed_by }) => {
      return { id, title: title ?? null, status, limits: tidyLimits(limits), managedBy: managed_by ?? null };
    }),
    callers: document.callers.map((caller) => ({
      user: caller.user,
      kind: kinds.get(caller.user) ?? 'person',
      project: caller.project,
      status: caller.status,
      managedBy: caller.managed_by ?? null,
      tokens: caller.tokens.map((token) => renderToken(token, caller.managed_by ?? null, environment)),
    })),
  };
}

type Row<Key extends 'providers' | 'groups' | 'callers'> = ConfigurationDocument[Key][number];

function renderProvider(provider: Row<'providers'>, environment: Environment): DeclaredProvider {
  const key = expandSecret(provider.api_key ?? '', environment);
  return {
    id: provider.id,
    managedBy: provider.managed_by ?? null,
    ...renderPlace(provider),
    apiKey: key && provider.api_key ? { value: key, source: provider.api_key } : null,
    timeouts: {
      firstByteMs: provider.timeouts.first_byte_ms ?? null,
      idleMs: provider.timeouts.idle_ms ?? null,
      totalMs: provider.timeouts.total_ms ?? null,
    },
    concurrency: provider.concurrency ?? null,
    queue: { requests: provider.queue.requests ?? null, waitMs: provider.queue.wait_ms ?? null },
    models: provider.models.map((model) => ({
      id: model.id,
      managedBy: model.managed_by ?? provider.managed_by ?? null,
      upstreamModel: model.upstream_model ?? model.id,
      capabilities: model.capabilities,
      contextTokens: model.context_tokens ?? null,
      maxOutputTokens: model.max_output_tokens ?? null,
      price: model.price
        ? { input: model.price.input, cachedInput: model.price.cached_input ?? null, output: model.price.output }
        : null,
      tier: model.tier ?? null,
    })),
  };
}

/** What the file leaves out its preset says; that dialect and address are there then was checked before. */
function renderPlace({ preset, dialect, base_url, auth, headers, quirks, betas }: Row<'providers'>) {
  const known: Preset | null = preset ? presets[preset] : null;
  return {
    dialect: dialect ?? known?.dialect ?? 'openai-chat',
    baseUrl: base_url ?? known?.baseUrl ?? '',
    auth: auth ?? known?.auth ?? null,
    headers,
    // A set: the order they are written in means nothing.
    quirks: [...new Set(quirks ?? known?.quirks ?? [])].sort(),
    betas: betas ? [...new Set(betas)].sort() : null,
  };
}

export function renderGroup(group: Row<'groups'>): DeclaredGroup {
  return {
    id: group.id,
    managedBy: group.managed_by ?? null,
    title: group.title ?? null,
    description: group.description ?? null,
    aliases: group.aliases,
    discoverable: group.discoverable,
    strategy: group.strategy,
    retry: {
      attempts: group.retry.attempts ?? null,
      attemptTimeoutMs: group.retry.attempt_timeout_ms ?? null,
      totalTimeoutMs: group.retry.total_timeout_ms ?? null,
    },
    targets: group.targets,
    affinity: group.affinity,
    policy: group.policy ?? null,
    policyReadsText: group.policy_reads_text,
    validation: group.validation ? renderValidation(group.validation) : null,
    ceilingUsd: group.ceiling?.usd_per_request ?? null,
    limits: tidyLimits(group.limits),
  };
}

/** Rules with the fields that are theirs: the file's shape is flat, so that a field out of place can be told by its name. */
function renderValidation({ rules, attempts, on_failure, buffer_streams }: WrittenValidation): GroupValidation {
  return {
    rules: rules.map(renderRule),
    attempts: attempts ?? null,
    onFailure: on_failure,
    bufferStreams: buffer_streams,
  };
}

type WrittenValidation = NonNullable<Row<'groups'>['validation']>;

function renderRule({ rule, schema, pattern, must }: WrittenValidation['rules'][number]): DeclaredRule {
  // As the store will hold it: what the reader made has no prototype, and would never equal what comes back.
  if (rule === 'json-schema') return { rule, ...(schema ? { schema: JSON.parse(JSON.stringify(schema)) } : {}) };
  if (rule === 'regex') return { rule, pattern: pattern ?? '', ...(must ? { must } : {}) };
  return { rule };
}

function renderPolicy(policy: ConfigurationDocument['policies'][number], files: PolicyFiles): DeclaredPolicy {
  const { source_file: file } = policy;
  return {
    id: policy.id,
    managedBy: policy.managed_by ?? null,
    title: policy.title ?? null,
    source: policy.source ?? (file === undefined ? '' : (files[file]?.text ?? '')),
    sourceFile: file ?? null,
    deadlineMs: policy.deadline_ms ?? null,
    onError: policy.on_error,
    fallback: policy.fallback,
  };
}

function renderToken(
  token: Row<'callers'>['tokens'][number],
  callersManager: Manager | null,
  environment: Environment,
): DeclaredCaller['tokens'][number] {
  const value = expandSecret(token.token ?? '', environment);
  return {
    environment: token.env,
    managedBy: token.managed_by ?? callersManager,
    key: token.key,
    allow: token.allow,
    sha256: value ? hashToken(value) : (token.token_sha256 ?? ''),
    status: token.status ?? null,
    expiresAt: token.expires_at === undefined ? null : Date.parse(token.expires_at),
    rotatesAt: token.rotates_at === undefined ? null : Date.parse(token.rotates_at),
    tier: token.tier ?? null,
    limits: tidyLimits(token.limits),
  };
}
