import type { DialectId } from '../exchange/dialect-ids';
import type { Dialect } from './dialect';
import { openaiChat } from './openai-chat';

/** Every dialect that is spoken. A new one is a folder and a line here. */
export const dialects: Record<DialectId, Dialect> = {
  'openai-chat': openaiChat,
};
