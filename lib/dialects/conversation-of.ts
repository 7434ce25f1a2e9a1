import type { Conversation } from '../exchange/conversation';
import type { ExchangeRequest } from '../exchange/request';
import type { CallerHalf } from './dialect';

/** A request's content in neutral form: read when the first target of another dialect asks for it, and once. */
export function conversationOf(caller: CallerHalf, request: ExchangeRequest): Conversation {
  const known = conversations.get(request);
  if (known) return known;
  const conversation = caller.parseConversation(request);
  conversations.set(request, conversation);
  return conversation;
}

const conversations = new WeakMap<ExchangeRequest, Conversation>();
