/** A text that carries the reader's origin: for a terminal, and kept by no cache. */
export function textAnswer(text: string, status = 200): Response {
  return new Response(text, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', vary: 'Accept' },
  });
}
