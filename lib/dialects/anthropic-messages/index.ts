import type { Dialect } from '../dialect';
import { countTokens } from './count-tokens';
import { asks, carries } from './features';
import { translatedHeaders } from './headers';
import { loses } from './loses';
import { parseAnswer } from './parse-answer';
import { parseConversation } from './parse-conversation';
import { openParser } from './parse-events';
import { parseFault } from './parse-fault';
import { parseCountRequest, parseRequest } from './parse-request';
import { passThrough } from './pass-through';
import { renderAnswer } from './render-answer';
import { openRenderer } from './render-events';
import { renderFault, renderFaultEvent } from './render-fault';
import { renderRequest } from './render-request';

/** Anthropic Messages: https://platform.claude.com/docs/en/api/messages */
export const anthropicMessages: Dialect = {
  id: 'anthropic-messages',
  caller: {
    parseRequest: { messages: parseRequest, 'messages/count_tokens': parseCountRequest },
    parseConversation,
    asks,
    renderAnswer,
    openRenderer,
    renderFault,
    renderFaultEvent,
  },
  upstream: {
    carries,
    loses,
    path: () => '/messages',
    headers: translatedHeaders,
    renderRequest,
    parseAnswer,
    openParser,
    parseFault,
  },
  passThrough: { messages: passThrough, 'messages/count_tokens': countTokens },
};
