import type { Dialect } from '../dialect';
import { asks, carries } from './features';
import { parseAnswer } from './parse-answer';
import { parseConversation } from './parse-conversation';
import { openParser } from './parse-events';
import { parseFault } from './parse-fault';
import { parseRequest } from './parse-request';
import { passThrough } from './pass-through';
import { renderAnswer } from './render-answer';
import { openRenderer } from './render-events';
import { renderFault, renderFaultEvent } from './render-fault';
import { renderRequest } from './render-request';

/** OpenAI Responses: https://platform.openai.com/docs/api-reference/responses */
export const openaiResponses: Dialect = {
  id: 'openai-responses',
  caller: {
    parseRequest: { responses: parseRequest },
    parseConversation,
    asks,
    renderAnswer,
    openRenderer,
    renderFault,
    renderFaultEvent,
  },
  upstream: {
    carries,
    path: () => '/responses',
    renderRequest,
    parseAnswer,
    openParser,
    parseFault,
  },
  passThrough: { responses: passThrough },
};
