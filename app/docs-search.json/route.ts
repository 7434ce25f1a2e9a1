import { searchIndex } from '@/lib/docs/search-index';

/**
 * What the search box searches in, in the browser: no query ever comes here. It holds nothing of its reader and no origin, so a
 * cache may keep it, and asks whether it is still the one.
 */
export async function GET(request: Request): Promise<Response> {
  const { body, etag } = await searchIndex();
  const headers = { etag, 'cache-control': 'no-cache' };
  const known = request.headers.get('if-none-match')?.split(/\s*,\s*/) ?? [];
  if (known.some((each) => each === etag || each === '*')) return new Response(null, { status: 304, headers });
  return new Response(body, { headers: { ...headers, 'content-type': 'application/json; charset=utf-8' } });
}
