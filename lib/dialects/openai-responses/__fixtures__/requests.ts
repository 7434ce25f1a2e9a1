import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ExchangeRequest } from '../../../exchange/request';
import type { RelayContext } from '../../dialect';
import { relayContext } from '../../__fixtures__/context';
import { parseRequest } from '../parse-request';

export const codexRequest = readFileSync(path.join(import.meta.dirname, 'codex-request.json'), 'utf8').trim();

export function responsesRequest(body: object = {}): ExchangeRequest {
  return parseRequest(JSON.stringify({ model: 'our "group"', input: 'hello', stream: true, ...body }));
}

export function responsesContext(body: object = {}, some: Partial<RelayContext> = {}): RelayContext {
  return relayContext({ request: responsesRequest(body), ...some });
}
