import { describe, expect, it } from 'vitest';
import { readPastedBody } from './pasted-body';

const read = (text: string) => readPastedBody(text, 'coding');

describe('a pasted body', () => {
  it('is taken as it is where it is JSON', () => {
    expect(read(' {"model":"default"}\n')).toEqual({ body: ' {"model":"default"}\n', api: '' });
  });

  it('is told apart from what is none', () => {
    expect(read('  ')).toEqual({ problem: 'Paste a request body first.' });
    expect(read('{"model":')).toMatchObject({ problem: expect.stringContaining('not JSON') });
  });

  it('is taken out of a whole command, whose address says the API', () => {
    const command = `curl -sS "$ROUTER_BASE_URL/v1/messages" \\
      -H "x-api-key: rtr_a_secret" \\
      -d '{ "model": "'"$ROUTER_MODEL"'", "max_tokens": 9, "messages": [] }'`;
    expect(read(command)).toEqual({
      body: '{ "model": "coding", "max_tokens": 9, "messages": [] }',
      api: 'messages',
    });
  });

  it('is taken out of a command to any address, a wrong one too', () => {
    for (const address of [
      'https://other.example/v1/v1/chat/completions',
      'Https://Other.example/v1/chat/completions',
      'http://127.0.0.1:9/chat/completions',
    ])
      expect(read(`curl ${address} -d '{"model":"a"}'`)).toEqual({ body: '{"model":"a"}', api: 'chat/completions' });
    expect(read(`$ curl https://x.example/v1/responses?a=1 --json '{"input":""}'`)).toMatchObject({ api: 'responses' });
    expect(read(`export A=b\ncurl https://x.example/nothing -d '{}'`)).toEqual({ body: '{}', api: '' });
  });

  it('that a page cannot read from a command is said, with what to paste instead', () => {
    expect(read('curl https://x.example/v1/responses -d @body.json')).toMatchObject({
      problem: expect.stringMatching(/sends a file.*what follows -d/),
    });
    expect(read('curl https://x.example/v1/models')).toMatchObject({ problem: expect.stringContaining('no body') });
  });
});
