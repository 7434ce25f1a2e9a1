import { asc } from 'drizzle-orm';
import { providers } from '../../../db/schema';
import { SealError } from '../../auth/seal';
import { isEgressRefusal } from '../../egress/egress-refusal';
import { upstreamAddress, upstreamPath } from '../../providers/address';
import type { Runtime } from '../../runtime/runtime';
import type { DoctorCheck } from '../contract';
import { failed, ok, skipped, warning } from './finding';
import type { Examination } from './verbs';

const deadlineMs = 5_000;

type ProviderRow = typeof providers.$inferSelect;

/** Asks each provider for its list of models, with its key, all at the same time: for whoever may change them. */
export async function checkProviders(
  runtime: Agents & Pick<Runtime, 'store'>,
  { asksProviders }: Pick<Examination, 'asksProviders'>,
): Promise<DoctorCheck[]> {
  const rows = await runtime.store.db.select().from(providers).orderBy(asc(providers.id));
  if (!asksProviders)
    return rows.map(({ id }) => skipped(`provider ${id}`, 'not asked: that takes a role that may change it'));
  return Promise.all(rows.map((row) => checkProvider(runtime, row)));
}

type Agents = Pick<Runtime, 'sealer' | 'upstream' | 'guarded'>;

async function checkProvider({ sealer, upstream, guarded }: Agents, row: ProviderRow) {
  const name = `provider ${row.id}`;
  let key: string | null;
  try {
    key = row.apiKeySealed && sealer.open('provider-api-key', row.id, row.apiKeySealed);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    return failed(
      name,
      'its key cannot be opened, so its targets are off',
      'Apply the configuration with its key again.',
    );
  }
  const address = upstreamAddress({ ...row, apiKey: key });
  try {
    const agent = row.addressTrusted ? upstream : guarded;
    const { statusCode, body } = await agent.request({
      origin: address.origin,
      path: upstreamPath(address, '/models'),
      method: 'GET',
      headers: { 'anthropic-version': '2023-06-01', ...address.headers.whole },
      signal: AbortSignal.timeout(deadlineMs),
    });
    await body.dump({ limit: 64 * 1024 }).catch(() => {});
    return judge(name, row, statusCode, key !== null);
  } catch (error) {
    if (isEgressRefusal(error)) return failed(name, error.message, 'Name it in ROUTER_ALLOW_PRIVATE_UPSTREAMS.');
    const found = `${row.baseUrl} cannot be reached: ${reasonOf(error)}`;
    return failed(name, found, 'Is base_url right, the provider up, and may this machine connect to it?');
  }
}

function judge(name: string, { baseUrl, apiKeySource }: ProviderRow, status: number, hasKey: boolean): DoctorCheck {
  if (status === 401 || status === 403) {
    return hasKey
      ? failed(
          name,
          `the provider refuses its key (${status})`,
          `Set ${apiKeySource ?? 'the key'} to a valid one and apply again.`,
        )
      : failed(name, `the provider asks for a key (${status}), and has none`, 'Give it an api_key and apply.');
  }
  if (status >= 500)
    return warning(name, `${baseUrl} answers ${status}`, 'The provider itself has trouble; try again.');
  if (status >= 300 && status < 400) {
    return warning(name, `${baseUrl} answers ${status}: it redirects`, 'Set base_url to where it leads.');
  }
  if (status === 404 || status === 405) return ok(name, `${baseUrl} answers, and lists no models (${status})`);
  // Whoever counts requests has taken this one: the address is right, and what it is asked with too.
  if (status === 429) {
    return warning(name, `${baseUrl} answers 429: too many requests, or no credit left`, 'Look at its account.');
  }
  if (status >= 400) return warning(name, `${baseUrl} answers ${status}`, 'Is base_url right?');
  return ok(name, `${baseUrl} answers${hasKey ? ' and takes its key' : ''}`);
}

/** A code where there is one: a library's message may repeat what was sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'it failed';
  if (error.name === 'TimeoutError') return `no answer in ${deadlineMs / 1000} s`;
  const cause = error instanceof AggregateError ? error.errors[0] : error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}
