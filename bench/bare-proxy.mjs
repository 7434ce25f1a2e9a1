/** What the router's own stack costs with nothing in it: @hono/node-server in, undici out, no work between. */
import http from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { Agent } from 'undici';

const origin = `http://127.0.0.1:${process.argv[2]}`;
const agent = new Agent({ connections: 1024, pipelining: 1 });

async function proxy(request) {
  if (request.method === 'GET') return Response.json({ object: 'list', data: [] });
  const body = await request.text();
  const headers = { 'content-type': 'application/json' };
  const answer = await agent.request({ origin, path: '/v1/chat/completions', method: 'POST', headers, body });
  const type = answer.headers['content-type'];
  if (type === 'application/json') return new Response(await answer.body.text(), { headers: { 'content-type': type } });
  const chunks = answer.body[Symbol.asyncIterator]();
  const pull = async (controller) => {
    const { done, value } = await chunks.next();
    if (done) controller.close();
    else controller.enqueue(value);
  };
  return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), { headers: { 'content-type': type } });
}

const server = http.createServer(getRequestListener(proxy));
server.listen(0, '127.0.0.1', () => process.send({ port: server.address().port }));
process.on('disconnect', () => process.exit(0));
