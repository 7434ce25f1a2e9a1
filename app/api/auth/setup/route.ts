import { AdminRefusal } from '@/lib/admin/admin-refusal';
import { readBytes } from '@/lib/admin/read-asked';
import { findLink } from '@/lib/admin/sign-in/accept-link';
import { SignInRefused } from '@/lib/admin/sign-in/sign-in-refused';
import { getRuntime } from '@/lib/runtime/runtime';

/** For whom a set-up link is, so that its page can greet them; it is used by choosing a password, and not by this. */
export async function POST(request: Request): Promise<Response> {
  const runtime = getRuntime();
  try {
    const token = (await readBytes(request, 1024)).toString('utf8');
    return answer(200, await findLink(runtime, token));
  } catch (error) {
    if (error instanceof SignInRefused) return answer(404, { error: { message: error.message } });
    if (error instanceof AdminRefusal) return answer(413, { error: { message: error.message } });
    throw error;
  }
}

function answer(status: number, body: object): Response {
  return Response.json(body, { status, headers: { 'cache-control': 'no-store' } });
}
