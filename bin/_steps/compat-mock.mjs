import http from 'node:http';
import { LLMock } from '@copilotkit/aimock';

/**
 * A model that follows a script: `begin` tells it what to do with the next task, as a list of steps. It takes one step for each
 * request that offers tools, and says a word to any other (agents do small errands beside their work).
 */
export async function startMock() {
  const mock = new LLMock({ port: 0, chunkSize: 20 });
  let script = [];
  mock.on({ predicate: () => true }, (request) => {
    if (!request.tools?.length) return { content: 'Errand.' };
    return script[Math.min(resultsIn(request), script.length - 1)] ?? { content: 'Nothing to do.' };
  });
  await mock.start();
  const recorder = await startRecorder(mock.url);
  return {
    url: recorder.url,
    begin(steps) {
      script = steps;
      recorder.bodies.length = 0;
      recorder.headers.length = 0;
    },
    /** The bodies that came since the task began, as they were sent. */
    requests: () => recorder.bodies,
    /** Their headers, in the same order. */
    headers: () => recorder.headers,
    async stop() {
      await recorder.stop();
      await mock.stop();
    },
  };
}

/** How many rounds of tools there have been: which step is next, however often a request is repeated. */
function resultsIn({ messages }) {
  return messages.filter(({ role }) => role === 'tool').length;
}

/** Passes everything on and keeps the bodies: the mock's own journal leaves out what it has no use for, images among it. */
async function startRecorder(target) {
  const bodies = [];
  const heads = [];
  const server = http.createServer((request, response) => {
    const pieces = [];
    request.on('data', (piece) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces);
      const { method, headers } = request;
      bodies.push(body.toString('utf8'));
      heads.push(headers);
      const onward = http.request(new URL(request.url, target), { method, headers }, (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
      onward.on('error', () => response.destroy());
      onward.end(body);
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    bodies,
    headers: heads,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
