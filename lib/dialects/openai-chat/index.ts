import type { Dialect } from '../dialect';
import { embeddings } from './embeddings';
import { openStream } from './open-stream';
import { parseAnswer } from './parse-answer';
import { parseFault } from './parse-fault';
import { parseRequest } from './parse-request';
import { renderAnswer } from './render-answer';
import { renderFault, renderFaultEvent } from './render-fault';
import { renderRequest } from './render-request';

/** OpenAI Chat Completions: https://platform.openai.com/docs/api-reference/chat */
export const openaiChat: Dialect = {
  id: 'openai-chat',
  operations: {
    'chat/completions': { parseRequest, renderRequest, parseAnswer, renderAnswer, openStream },
    embeddings,
  },
  parseFault,
  renderFault,
  renderFaultEvent,
};
