import { Fault } from '../faults/fault';
import { isRequestId } from '../runtime/request-id';
import { readRequest, readRequests } from '../usage/read-requests';
import { answerFromStore } from './answer-from-store';
import type { RequestList } from './contract';
import { tellRequest } from './tell-request';

const mostRequests = 100;
const cursorForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** `GET /v1/requests?limit=&after=`: this token's own requests, newest first; `after` takes the `cursor` of one of them. */
export function handleRequestList(request: Request): Promise<Response> {
  return answerFromStore(request, ({ token: { tokenId } }, runtime) => {
    const query = new URL(request.url).searchParams;
    const limit = readLimit(query.get('limit'));
    const after = readCursor(query.get('after'));
    const snapshot = runtime.snapshot.current();
    return {
      ask: (database) => readRequests(database, { tokenId, after, limit }),
      answer: (rows): RequestList => ({ object: 'list', data: rows.map((row) => tellRequest(row, snapshot)) }),
    };
  });
}

/** `GET /v1/requests/{request_id}`: another token's request and one that never was are the same 404. */
export function handleRequestStory(request: Request): Promise<Response> {
  return answerFromStore(request, ({ token: { tokenId } }, runtime) => {
    const requestId = new URL(request.url).pathname.replace(/\/+$/, '').split('/').at(-1) ?? '';
    if (!isRequestId(requestId)) {
      throw new Fault('invalid-request', { message: 'A request id is "req_" and 32 hexadecimal digits.' });
    }
    return {
      ask: (database) => readRequest(database, { tokenId, requestId }),
      answer: (row) => {
        if (row) return tellRequest(row, runtime.snapshot.current());
        throw new Fault('not-found', {
          message:
            'This token has no request of that id. A request can be read two seconds after its end; another token’s is not shown, and one without a valid token is not kept.',
        });
      },
    };
  });
}

function readLimit(value: string | null): number {
  const limit = value === null ? 20 : Number(value);
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostRequests) return limit;
  throw new Fault('invalid-request', {
    message: `"limit" must be a whole number from 1 to ${mostRequests}.`,
    param: 'limit',
  });
}

function readCursor(value: string | null): string | null {
  if (value === null || cursorForm.test(value)) return value;
  throw new Fault('invalid-request', { message: '"after" must be the "cursor" of a request.', param: 'after' });
}
