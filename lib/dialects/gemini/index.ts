import type { Dialect } from '../dialect';
import { carries } from './features';
import { parseAnswer } from './parse-answer';
import { openParser } from './parse-events';
import { parseFault } from './parse-fault';
import { path } from './path';
import { renderRequest } from './render-request';

/** Google's generateContent, spoken to providers only: https://ai.google.dev/api/generate-content */
export const gemini: Dialect = {
  id: 'gemini',
  caller: null,
  upstream: { carries, path, renderRequest, parseAnswer, openParser, parseFault },
  passThrough: {},
};
