import type { Dialect } from '../dialect';
import { embeddings, parseEmbeddings } from './embeddings';
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

/** OpenAI Chat Completions: https://platform.openai.com/docs/api-reference/chat */
export const openaiChat: Dialect = {
  id: 'openai-chat',
  caller: {
    parseRequest: { 'chat/completions': parseRequest, embeddings: parseEmbeddings },
    parseConversation,
    asks,
    renderAnswer,
    openRenderer,
    renderFault,
    renderFaultEvent,
  },
  upstream: {
    carries,
    path: () => '/chat/completions',
    renderRequest,
    parseAnswer,
    openParser,
    parseFault,
  },
  passThrough: { 'chat/completions': passThrough, embeddings },
};
