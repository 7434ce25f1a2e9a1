import type { TokenStatus } from '../exchange/statuses';
import type { FaultCode } from '../faults/catalogue';
import { Fault } from '../faults/fault';
import type { Caller, CallerToken, Snapshot } from '../snapshot/snapshot';
import { hashToken } from './hash-token';
import { readCredential } from './read-credential';

/** Who is asking: a token that was found, with its caller and what its status is at this moment. */
export interface Holder {
  token: CallerToken;
  caller: Caller;
  status: TokenStatus;
}

/** Finds the holder of a request's token, whatever its status; a missing or unknown token is 401, told alike. */
export function identifyHolder(headers: Headers, snapshot: Snapshot, now: number): Holder {
  const credential = readCredential(headers);
  const token = credential === null ? undefined : snapshot.tokens.get(hashToken(credential));
  const caller = token && snapshot.callers.get(token.callerId);
  if (!token || !caller) throw new Fault('unauthorized');
  return { token, caller, status: statusAt(token, caller, now) };
}

/** Lets an active token pass; any other status is a 403 with a code of its own. */
export function requireActive(holder: Holder): void {
  if (holder.status !== 'active') throw new Fault(inactiveFaults[holder.status]);
}

/** A disabled or suspended caller or project has its tokens follow; expiry and rotation are honoured to the millisecond. */
export function statusAt(token: CallerToken, caller: Caller, now: number): TokenStatus {
  if (token.status !== 'active') return token.status;
  if (caller.status !== 'active') return caller.status;
  if (token.rotatesAt !== null && token.rotatesAt <= now) return 'rotated';
  return token.expiresAt !== null && token.expiresAt <= now ? 'expired' : 'active';
}

const inactiveFaults: Record<Exclude<TokenStatus, 'active'>, FaultCode> = {
  disabled: 'token-disabled',
  suspended: 'token-suspended',
  expired: 'token-expired',
  rotated: 'token-rotated',
  revoked: 'token-revoked',
};
