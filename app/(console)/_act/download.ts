import { headers } from 'next/headers';
import { asRefusal } from '@/lib/admin/door';
import { perform, type Verb } from '@/lib/admin/verb';
import { type VerbName, verbs } from '@/lib/admin/verbs';
import { requestOrigin } from '@/lib/docs/request-origin';
import { requestIdOf } from '@/lib/runtime/request-id';
import { getRuntime } from '@/lib/runtime/runtime';
import { findSignedIn } from './session';

/**
 * What a verb answers in text, as a file. It only reads, and a page of another site that leads here gives its reader a file and
 * learns nothing; so it asks for the session alone, as a page does. The verb decides who may.
 */
export async function download(
  name: VerbName,
  input: unknown,
  { file, type }: { file: string; type: string },
): Promise<Response> {
  const runtime = getRuntime();
  const actor = await findSignedIn();
  if (!actor) return plain(401, 'You are signed out: sign in at /console/sign-in, then ask for the file again.');
  try {
    const text = await perform(verbs[name] as Verb, { runtime, actor, origin: await requestOrigin() }, input);
    const disposition = `attachment; filename="${file}"`;
    return new Response(String(text), {
      headers: { ...common, 'content-type': type, 'content-disposition': disposition },
    });
  } catch (error) {
    const { code, message } = asRefusal(error, requestIdOf(await headers()), runtime);
    return plain(statuses[code] ?? 500, message);
  }
}

const statuses: Readonly<Record<string, number>> = { invalid: 400, forbidden: 403, 'not-found': 404, unavailable: 503 };
const common = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };

function plain(status: number, words: string): Response {
  return new Response(`${words}\n`, { status, headers: { ...common, 'content-type': 'text/plain; charset=utf-8' } });
}
