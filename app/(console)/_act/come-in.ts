/** How an attempt to come in ended; the words are for whoever tried. */
export type CameIn = { ok: true } | { ok: false; message: string };

const noAnswer = 'The server did not answer. Try again.';

/** Shows what lets one in: a name and a password, or a set-up link with the password that was chosen. */
export async function comeIn(way: 'credentials' | 'setup', shown: Record<string, string>): Promise<CameIn> {
  const answer = await send(`callback/${way}`, shown).catch(() => null);
  if (!answer?.url) return { ok: false, message: noAnswer };
  const [, message = noAnswer] = /^\w+: (.+)$/s.exec(errorOf(answer.url) ?? '') ?? [];
  return answer.ok ? { ok: true } : { ok: false, message };
}

/** Where the OIDC provider asks who one is; else why one is not led there, or null where it cannot be reached. */
export async function leadToProvider(to: string): Promise<{ address: string } | { message: string | null }> {
  const answer = await send('signin/oidc', { callbackUrl: to }).catch(() => null);
  if (answer?.url && errorOf(answer.url) === null) return { address: answer.url };
  return { message: answer?.message ?? null };
}

export async function goOut(): Promise<void> {
  await send('signout', {}).catch(() => null);
}

interface Sent {
  ok: boolean;
  url: string | null;
  /** Why our own code refused it. */
  message: string | null;
}

/** What next-auth takes: a form, with what no other site can know. */
async function send(address: string, fields: Record<string, string>): Promise<Sent> {
  const { csrfToken } = await (await fetch('/api/auth/csrf')).json();
  const body = new URLSearchParams({ ...fields, csrfToken, json: 'true' });
  const response = await fetch(`/api/auth/${address}`, { method: 'POST', body });
  const { url, error } = await response.json();
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return { ok: response.ok, url: text(url), message: text(error?.message) };
}

function errorOf(url: string): string | null {
  return URL.canParse(url, location.origin) ? new URL(url, location.origin).searchParams.get('error') : null;
}
