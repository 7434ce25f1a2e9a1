import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import { AdminRefusal } from '@/lib/admin/admin-refusal';
import { readBytes } from '@/lib/admin/read-asked';
import { ownAddress, signInOptions, signInPage } from '@/lib/admin/sign-in/options';
import { isOwnTrip, tooManyTrips } from '@/lib/admin/sign-in/provider-trip';
import { stateCookie } from '@/lib/admin/sign-in/session-cookie';
import { peerOf } from '@/lib/runtime/peer';
import { getRuntime, type Runtime } from '@/lib/runtime/runtime';

type Context = { params: Promise<{ nextauth: string[] }> };

/**
 * next-auth's own addresses, those that this house uses: the cookie against forged sign-ins, the ways in and out, and where an OIDC
 * provider leads back to. Its others (the session for a script to read, a log for strangers to write) are not there.
 */
const open = {
  GET: ['csrf', 'callback/oidc', 'signin', 'signout', 'error'],
  POST: ['callback/credentials', 'callback/setup', 'signin/oidc', 'signout'],
};

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const asked = (await context.params).nextauth.join('/');
  if (!open[request.method === 'POST' ? 'POST' : 'GET'].includes(asked)) return refuse(404, 'there is nothing here');
  const runtime = getRuntime();
  const visitor = { address: peerOf(request.headers, runtime), client: request.headers.get('user-agent') };
  try {
    const refusal = await refuseTrip(request, asked, runtime, visitor.address);
    if (refusal) return refusal;
    const response = await NextAuth(await limited(request), context, signInOptions(runtime, visitor));
    const leadsTo = response.headers.get('location');
    if (leadsTo) response.headers.set('location', ownAddress(leadsTo));
    response.headers.set('cache-control', 'no-store');
    return response;
  } catch (error) {
    if (error instanceof AdminRefusal) return refuse(413, error.message);
    throw error;
  }
}

export { answer as GET, answer as POST };

/** Ways to the OIDC provider and back: each has this server ask it something, so a stranger begins only so many. */
async function refuseTrip(request: NextRequest, asked: string, runtime: Runtime, address: string | null) {
  if (asked !== 'signin/oidc' && asked !== 'callback/oidc') return null;
  if (asked === 'callback/oidc') {
    const cookie = request.cookies.get(stateCookie(runtime.settings).name)?.value;
    if (!(await isOwnTrip(cookie, request.nextUrl.searchParams.get('state'), runtime))) return leadBack('error');
    return runtime.trips.begin(address) ? null : leadBack('too-many');
  }
  // Another site's form could use up the share of whoever looks at it.
  if (request.headers.get('sec-fetch-site') === 'cross-site') return refuse(403, 'this is for the console’s own pages');
  return runtime.trips.begin(address) ? null : refuse(429, tooManyTrips);
}

function leadBack(problem: string): Response {
  return new Response(null, {
    status: 302,
    headers: { location: `${signInPage}?problem=${problem}`, 'cache-control': 'no-store' },
  });
}

/** A name and a password are small; next-auth itself would read whatever is sent. */
async function limited(request: NextRequest): Promise<NextRequest> {
  if (request.method !== 'POST') return request;
  const body = (await readBytes(request, 16 * 1024)).toString('utf8');
  return new NextRequest(request.nextUrl, { method: 'POST', headers: request.headers, body });
}

function refuse(status: number, message: string): Response {
  return Response.json({ error: { message } }, { status, headers: { 'cache-control': 'no-store' } });
}
