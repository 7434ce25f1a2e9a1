import type { VerbInput } from '@/lib/admin/verbs';
import type { Endpoint, ExplainFeature } from '@/lib/gateway/contract';

/** The request that is asked about, while it is put together: numbers are what was typed. */
export interface SimulatorDraft {
  group: string;
  endpoint: Endpoint;
  features: readonly ExplainFeature[];
  inputTokens: string;
  outputTokens: string;
  /** A whole body in place of all this; empty for none. */
  body: string;
  session: string;
  tokenId: string;
  user: string;
  project: string;
  environment: string;
  tier: string;
}

export function emptyDraft(group: string): SimulatorDraft {
  return {
    ...{ group, endpoint: 'chat/completions', features: [], inputTokens: '', outputTokens: '', body: '', session: '' },
    ...{ tokenId: '', user: '', project: '', environment: '', tier: '' },
  };
}

type Asked = Omit<VerbInput<'routes.explain'>, 'as'>;

/** What the verbs take of it; or what is wrong with it that only the form can tell. */
export function askedOf(draft: SimulatorDraft): Asked | string {
  const headers = draft.session.trim() === '' ? {} : { headers: { 'session-id': draft.session.trim() } };
  const { endpoint, group, features } = draft;
  if (draft.body.trim() === '') {
    return {
      ...{ endpoint, model: group, features: [...features], ...headers },
      ...numberOf('input_tokens', draft.inputTokens),
      ...numberOf('max_output_tokens', draft.outputTokens),
    };
  }
  try {
    const body: unknown = JSON.parse(draft.body);
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'A body is a JSON object.';
    return { endpoint, body: { ...body, model: group }, ...headers };
  } catch {
    return 'The body is no JSON yet.';
  }
}

/** Who asks, where it is nobody in particular. */
export function holderOf({ user, project, environment, tier }: SimulatorDraft): VerbInput<'routes.explain'>['as'] {
  return {
    ...(user.trim() ? { user: user.trim() } : {}),
    ...(project.trim() ? { project: project.trim() } : {}),
    ...(environment.trim() ? { environment: environment.trim() } : {}),
    ...(tier === '' ? {} : { tier: Number(tier) }),
  };
}

function numberOf<Name extends string>(name: Name, text: string): { [Key in Name]?: number } {
  return (text.trim() === '' ? {} : { [name]: Number(text) }) as { [Key in Name]?: number };
}
