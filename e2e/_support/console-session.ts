import { readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './root';
import type { Router } from './start-router';

/** A browser's cookies, as far as these tests need one. */
export class Cookies {
  readonly #kept = new Map<string, string>();

  take(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      const at = pair.indexOf('=');
      if (pair.slice(at + 1) === '') this.#kept.delete(pair.slice(0, at));
      else this.#kept.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }

  get header(): string {
    return [...this.#kept].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  has(name: string): boolean {
    return this.#kept.has(name);
  }
}

/** Sends a form to one of next-auth's addresses, as the console's own script does. */
export async function sendToAuth(
  router: Router,
  address: string,
  fields: Record<string, string>,
  cookies = new Cookies(),
  headers: Record<string, string> = {},
): Promise<{ status: number; url: string | null; cookies: Cookies }> {
  const first = await fetch(`${router.origin}/api/auth/csrf`, { headers: { cookie: cookies.header } });
  cookies.take(first);
  const { csrfToken } = (await first.json()) as { csrfToken: string };
  const response = await fetch(`${router.origin}/api/auth/${address}`, {
    method: 'POST',
    headers: { cookie: cookies.header, ...headers },
    body: new URLSearchParams({ csrfToken, json: 'true', ...fields }),
    redirect: 'manual',
  });
  cookies.take(response);
  const answer = (await response.json().catch(() => ({}))) as { url?: string };
  return { status: response.status, url: answer.url ?? null, cookies };
}

/** The cookie header of somebody who signs in. */
export async function signInOverHttp(router: Router, name: string, password: string): Promise<string> {
  const { status, cookies } = await sendToAuth(router, 'callback/credentials', { name, password });
  if (status !== 200) throw new Error(`${name} is not let in: ${status}`);
  return cookies.header;
}

interface Manifest {
  node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>;
}

/** Every server action of the build. */
export function serverActions(): { id: string; file: string; name: string }[] {
  const folder = path.join(root, process.env.NEXT_DIST_DIR || '.next');
  const manifest = JSON.parse(
    readFileSync(path.join(folder, 'server/server-reference-manifest.json'), 'utf8'),
  ) as Manifest;
  return Object.entries(manifest.node).map(([id, one]) => ({ id, file: one.filename, name: one.exportedName }));
}

export interface ActAnswer {
  status: number;
  /** What the action gave back; null where it was not run. */
  done: { ok: boolean; answer?: unknown; problem?: { code: string; message: string } } | null;
}

/** Calls the console's one server action past every page, as an attacker would. */
export async function callAct(
  router: Router,
  cookie: string,
  args: readonly unknown[],
  headers: Record<string, string> = {},
): Promise<ActAnswer> {
  const response = await fetch(`${router.origin}/console/account`, {
    method: 'POST',
    headers: {
      ...{ accept: 'text/x-component', 'content-type': 'text/plain;charset=UTF-8' },
      ...{ 'next-action': serverActions()[0]?.id ?? '', origin: router.origin, cookie, ...headers },
    },
    body: JSON.stringify(args),
    redirect: 'manual',
  });
  const rows = (await response.text()).split('\n').map((row) => /^\d+:(\{.*\})$/.exec(row)?.[1]);
  const values = rows.flatMap((row) => (row ? [JSON.parse(row)] : []));
  return { status: response.status, done: values.find((value) => typeof value.ok === 'boolean') ?? null };
}
