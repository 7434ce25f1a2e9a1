import NextAuth from 'next-auth';
import { signInOptions } from '@/lib/admin/sign-in/options';
import { peerOf } from '@/lib/runtime/peer';
import { getRuntime } from '@/lib/runtime/runtime';

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth's own addresses: the cookie against forged sign-ins, signing in and out, and where an OIDC provider leads back to. */
function answer(request: Request, context: Context): Promise<Response> {
  const runtime = getRuntime();
  const visitor = { address: peerOf(request.headers, runtime), client: request.headers.get('user-agent') };
  return NextAuth(request as never, context as never, signInOptions(runtime, visitor));
}

export { answer as GET, answer as POST };
