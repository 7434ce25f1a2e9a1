import type { FieldProblem } from '@/lib/admin/contract';
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

/** What the form calls the fields of the verbs. */
export const simulatorLabels = {
  ...{ input_tokens: 'Input, tokens', max_output_tokens: 'Output asked for, tokens', body: 'Body', headers: 'Session' },
  ...{
    token_id: 'As this token',
    user: 'User',
    project: 'Project',
    environment: 'Environment',
    tier: 'Models up to tier',
  },
};

export function emptyDraft(group: string): SimulatorDraft {
  return {
    ...{ group, endpoint: 'chat/completions', features: [], inputTokens: '', outputTokens: '', body: '', session: '' },
    ...{ tokenId: '', user: '', project: '', environment: '', tier: '' },
  };
}

type Asked = Omit<VerbInput<'routes.explain'>, 'as'>;

/** What the verbs take of it, and what is wrong with it that only the form can tell. */
export function askedOf(draft: SimulatorDraft): { asked: Asked; wrong: FieldProblem[] } {
  const headers = draft.session.trim() === '' ? {} : { headers: { 'session-id': draft.session.trim() } };
  const { endpoint, group, features } = draft;
  if (draft.body.trim() !== '') {
    const { body, message } = readBody(draft.body);
    const wrong = message === null ? [] : [{ path: 'body', message }];
    return { asked: { endpoint, body: { ...body, model: group }, ...headers }, wrong };
  }
  const asked = {
    ...{ endpoint, model: group, features: [...features], ...headers },
    ...numberOf('input_tokens', draft.inputTokens),
    ...numberOf('max_output_tokens', draft.outputTokens),
  };
  return { asked, wrong: [] };
}

function readBody(text: string): { body: object; message: string | null } {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return { body, message: null };
    return { body: {}, message: 'A body is a JSON object.' };
  } catch {
    return { body: {}, message: 'The body is no JSON yet.' };
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
