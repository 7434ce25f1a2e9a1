import type {
  DeclaredGroup,
  DeclaredModel,
  DeclaredPolicy,
  DeclaredPrice,
  DeclaredProject,
  DeclaredProvider,
} from '../../config/declared';
import type { Manager } from '../../exchange/statuses';
import { describeLimits } from './describe-limits';
import type { PresentToken } from './present';

/** An object as its fields, by the file's own names: what is compared, and what the audit tells. Secrets are in clear. */
export type Fields = Readonly<Record<string, unknown>>;

export function describeProvider(provider: Omit<DeclaredProvider, 'models'>, managedBy: Manager): Fields {
  return {
    dialect: provider.dialect,
    base_url: provider.baseUrl,
    egress: provider.isTrusted ? null : 'guarded',
    auth: provider.auth ?? null,
    headers: provider.headers ?? {},
    quirks: provider.quirks ?? [],
    betas: provider.betas ?? null,
    concurrency: provider.concurrency ?? null,
    'queue.requests': provider.queue?.requests ?? null,
    'queue.wait_ms': provider.queue?.waitMs ?? null,
    api_key: provider.apiKey?.value,
    api_key_source: provider.apiKey?.source,
    'timeouts.first_byte_ms': provider.timeouts.firstByteMs,
    'timeouts.idle_ms': provider.timeouts.idleMs,
    'timeouts.total_ms': provider.timeouts.totalMs,
    managed_by: managedBy,
  };
}

export function describeModel(
  model: Omit<DeclaredModel, 'price'>,
  price: DeclaredPrice | null,
  managedBy: Manager,
): Fields {
  return {
    upstream_model: model.upstreamModel,
    capabilities: model.capabilities,
    context_tokens: model.contextTokens,
    max_output_tokens: model.maxOutputTokens,
    'price.input': price?.input,
    'price.cached_input': price?.cachedInput,
    'price.output': price?.output,
    tier: model.tier ?? null,
    managed_by: managedBy,
  };
}

export function describePolicy(policy: DeclaredPolicy, managedBy: Manager): Fields {
  return {
    title: policy.title,
    // Nothing is published where there are only drafts.
    source: policy.source === '' ? null : policy.source,
    deadline_ms: policy.deadlineMs,
    on_error: policy.onError,
    fallback: policy.fallback,
    managed_by: managedBy,
  };
}

export function describeGroup(group: DeclaredGroup, managedBy: Manager): Fields {
  return {
    title: group.title,
    description: group.description,
    aliases: group.aliases,
    discoverable: group.discoverable,
    strategy: group.strategy,
    policy: group.policy ?? null,
    policy_reads_text: group.policyReadsText ?? false,
    affinity: group.affinity ?? false,
    'retry.attempts': group.retry.attempts,
    'retry.attempt_timeout_ms': group.retry.attemptTimeoutMs,
    'retry.total_timeout_ms': group.retry.totalTimeoutMs,
    'validation.rules': group.validation?.rules ?? null,
    'validation.attempts': group.validation?.attempts ?? null,
    'validation.on_failure': group.validation?.onFailure ?? null,
    'validation.buffer_streams': group.validation?.bufferStreams ?? null,
    'ceiling.usd_per_request': group.ceilingUsd ?? null,
    ...describeLimits(group.limits),
    targets: group.targets,
    managed_by: managedBy,
  };
}

export function describeProject(project: DeclaredProject, managedBy: Manager): Fields {
  return { title: project.title, status: project.status, ...describeLimits(project.limits), managed_by: managedBy };
}

export function describeToken(token: PresentToken, managedBy: Manager): Fields {
  return {
    token: token.sha256,
    allow: [...token.allow].sort(),
    status: token.status,
    expires_at: renderMoment(token.expiresAt),
    rotates_at: renderMoment(token.rotatesAt),
    tier: token.tier ?? null,
    ...describeLimits(token.limits),
    managed_by: managedBy,
  };
}

function renderMoment(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
