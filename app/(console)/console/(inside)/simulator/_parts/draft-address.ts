import { type Endpoint, explainEndpoints, explainFeatures } from '@/lib/gateway/contract';
import { addressWith, type Query } from '../../../../_ui/address';
import { withoutSecret } from '../../../../_ui/without-secret';
import { emptyDraft, type SimulatorDraft } from './draft';

/**
 * A body may hold what somebody's prompt says, and an address is kept in many places: a short one alone goes into it, and behind
 * its #, which browsers do not send, so that it stands in no server's or proxy's log.
 */
export const mostBody = 1_000;
const mostText = 200;

/** Fields of the address by the draft's own; what is empty is not in it. */
const texts = {
  inputTokens: 'input',
  outputTokens: 'output',
  session: 'session',
  tokenId: 'token',
  user: 'user',
  project: 'project',
  environment: 'environment',
  tier: 'tier',
} as const satisfies Partial<Record<keyof SimulatorDraft, string>>;
const textFields = Object.entries(texts) as [keyof typeof texts, string][];

/** The address at which somebody else is asked the same; of a whole token it has the id alone. */
export function addressOf(draft: SimulatorDraft): { address: string; isBodyLeftOut: boolean } {
  const body = draft.body.trim();
  const isBodyLeftOut = body.length > mostBody || withoutSecret(body) !== body;
  const named = textFields.map(([field, name]) => [name, withoutSecret(draft[field].trim()).slice(0, mostText)]);
  const fields = {
    ...{ group: draft.group, endpoint: draft.endpoint, features: draft.features.join(',') },
    ...Object.fromEntries(named),
  };
  const fragment = isBodyLeftOut || body === '' ? '' : `#${new URLSearchParams({ body })}`;
  return { address: `${addressWith('/console/simulator', {}, fields)}${fragment}`, isBodyLeftOut };
}

/** The draft that an address tells, but for its body; what it does not know is left out. */
export function draftOf(query: Query, groups: readonly string[]): SimulatorDraft {
  const { group, endpoint, features } = query;
  const wanted = features?.split(',') ?? [];
  const named = textFields.map(([field, name]) => [field, query[name]?.slice(0, mostText) ?? '']);
  return {
    ...emptyDraft(group && groups.includes(group) ? group : (groups[0] ?? '')),
    ...Object.fromEntries(named),
    ...(isEndpoint(endpoint) ? { endpoint } : {}),
    features: explainFeatures.filter((feature) => wanted.includes(feature)),
  };
}

/** The body that stands behind an address's #. */
export function bodyOf(hash: string): string {
  return new URLSearchParams(hash.slice(1)).get('body')?.slice(0, mostBody) ?? '';
}

/** Was it asked already, by whoever gave the address, and is its group still there? A link from a group only names the group. */
export function isAsked({ group, endpoint }: Query, groups: readonly string[]): boolean {
  return group !== undefined && groups.includes(group) && isEndpoint(endpoint);
}

function isEndpoint(text: string | undefined): text is Endpoint {
  return explainEndpoints.some((endpoint) => endpoint === text);
}
