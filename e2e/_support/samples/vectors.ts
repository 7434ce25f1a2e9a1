import http from 'node:http';

/** A provider that makes embeddings, which the built-in mock does not: a list of models, and three numbers a text. */
export async function startVectors(): Promise<http.Server> {
  const server = http.createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    response.setHeader('content-type', 'application/json');
    if (request.url === '/v1/models') return response.end('{"object":"list","data":[{"id":"embed","object":"model"}]}');
    const { input } = JSON.parse(Buffer.concat(pieces).toString('utf8')) as { input: string[] };
    const data = input.map((_text, index) => ({ object: 'embedding', index, embedding: [0.1, 0.2, 0.3] }));
    response.end(
      JSON.stringify({ object: 'list', model: 'embed', data, usage: { prompt_tokens: 4, total_tokens: 4 } }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}
