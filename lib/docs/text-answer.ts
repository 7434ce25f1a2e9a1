/** A text that carries the reader's origin: for a terminal, and kept by no cache. */
export function textAnswer(text: string, status = 200, type = 'text/plain'): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': `${type}; charset=utf-8`, 'cache-control': 'no-store', vary: 'Accept' },
  });
}
