import type { Router } from './router';

/** What a fault is in OpenAI's shape. */
export interface FaultBody {
  error: { message: string; type: string; code: string; param: string | null; request_id: string; doc_url: string };
}

/** Sends a JSON body, or text as it is, with a caller token. */
export function post(
  router: Router,
  token: string,
  path: string,
  body: unknown,
  options: { headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Response> {
  return fetch(`${router.origin}${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...options.headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    redirect: 'manual',
    ...(options.signal ? { signal: options.signal } : {}),
  });
}

export function get(router: Router, path: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${router.origin}${path}`, { headers, redirect: 'manual' });
}

export function bearer(token: string): { authorization: string } {
  return { authorization: `Bearer ${token}` };
}

/** The smallest chat there is. */
export function chat(model: string, more: Record<string, unknown> = {}) {
  return { model, messages: [{ role: 'user', content: 'ping' }], ...more };
}

export function ask(
  router: Router,
  token: string,
  model: string,
  more: Record<string, unknown> = {},
  options: { headers?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<Response> {
  return post(router, token, '/v1/chat/completions', chat(model, more), options);
}

/** A fault's status, code and body, once it is seen that the answer is one. */
export async function faultOf(response: Response): Promise<{ status: number; code: string; message: string }> {
  const { error } = (await response.json()) as FaultBody;
  return { status: response.status, code: error.code, message: error.message };
}

/** The text of a whole chat answer. */
export async function textOf(response: Response): Promise<string> {
  const answer = (await response.json()) as { choices: { message: { content: string } }[] };
  return answer.choices[0]?.message.content ?? '';
}
