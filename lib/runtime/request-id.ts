import { timeOrderedId } from '../usage/time-ordered-id';

const wellFormed = /^req_[0-9a-f]{32}$/;

export function isRequestId(text: string): boolean {
  return wellFormed.test(text);
}

/** A caller's own id where it is one of ours in form, so that a request can be followed through several routers. */
export function requestIdOf(headers: Headers): string {
  const sent = headers.get('x-request-id');
  return sent !== null && isRequestId(sent) ? sent : makeRequestId();
}

function makeRequestId(): string {
  const uuid = timeOrderedId(Date.now());
  // By slices: a fifth of the time of a replacement, and every answer has one.
  return `req_${uuid.slice(0, 8)}${uuid.slice(9, 13)}${uuid.slice(14, 18)}${uuid.slice(19, 23)}${uuid.slice(24)}`;
}
