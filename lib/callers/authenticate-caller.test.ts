import { describe, expect, it } from 'vitest';
import { type HolderStatus, holderStatuses, type TokenStatus, tokenStatuses } from '../exchange/statuses';
import { isFault } from '../faults/fault';
import { caller, group, secret, snapshot, target, token } from '../gateway/__fixtures__/policy';
import { identifyHolder, requireActive, statusAt } from './authenticate-caller';

const now = Date.UTC(2026, 6, 1, 12);
const groups = [group('general', [target('a/1')])];
const bearer = (value: string) => new Headers({ authorization: `Bearer ${value}` });

function codeOf(run: () => unknown) {
  try {
    run();
    return null;
  } catch (error) {
    if (isFault(error)) return error.code;
    throw error;
  }
}

describe('whoever shows a token', () => {
  it('is its holder, by either header', () => {
    const policy = snapshot(groups);
    const found = identifyHolder(bearer(secret), policy, now);
    expect(found).toMatchObject({
      status: 'active',
      caller: { user: 'alice' },
      token: { tokenId: 'rtr_metrum_alice_demo_dev_k1' },
    });
    expect(identifyHolder(new Headers({ 'x-api-key': secret }), policy, now)).toEqual(found);
  });

  it.each([
    ['nothing', new Headers()],
    ['an unknown token', bearer(`${secret}x`)],
    ['the public part alone', bearer('rtr_metrum_alice_demo_dev_k1')],
    ['the hash instead of the token', bearer('789a2e32ae0b8328d4e9ffe9cf05c2100922f0c7972bc3eae17be8e8f4b71acf')],
    ['a token of another case', bearer(secret.toUpperCase())],
  ])('is told the same for %s', (_what, headers) => {
    expect(codeOf(() => identifyHolder(headers, snapshot(groups), now))).toBe('unauthorized');
  });

  it('is unknown when the caller behind the token is gone', () => {
    const orphan = snapshot(groups, { token: token(['general'], { callerId: 99 }) });
    expect(codeOf(() => identifyHolder(bearer(secret), orphan, now))).toBe('unauthorized');
  });

  it('is found though the token is not active, to be told its status', () => {
    const revoked = snapshot(groups, { token: token(['general'], { status: 'revoked' }) });
    expect(identifyHolder(bearer(secret), revoked, now).status).toBe('revoked');
  });
});

describe('the status of a token', () => {
  it.each<[TokenStatus, HolderStatus, TokenStatus]>(
    tokenStatuses.flatMap((own) =>
      holderStatuses.map((holders): [TokenStatus, HolderStatus, TokenStatus] => [
        own,
        holders,
        own === 'active' ? holders : own,
      ]),
    ),
  )('that is %s, of a caller that is %s, is %s', (own, holders, expected) => {
    expect(statusAt(token([], { status: own }), caller({ status: holders }), now)).toBe(expected);
  });

  it('is expired from the very millisecond on', () => {
    const expiring = token([], { expiresAt: now });
    expect(statusAt(expiring, caller(), now - 1)).toBe('active');
    expect(statusAt(expiring, caller(), now)).toBe('expired');
    expect(statusAt(expiring, caller(), now + 1)).toBe('expired');
    expect(statusAt(token([]), caller(), Number.MAX_SAFE_INTEGER)).toBe('active');
  });

  it('is told as what someone did before what the clock did', () => {
    expect(statusAt(token([], { status: 'revoked', expiresAt: 0 }), caller(), now)).toBe('revoked');
    expect(statusAt(token([], { expiresAt: 0 }), caller({ status: 'suspended' }), now)).toBe('suspended');
  });

  it.each<[TokenStatus, string | null]>([
    ['active', null],
    ['disabled', 'token-disabled'],
    ['suspended', 'token-suspended'],
    ['expired', 'token-expired'],
    ['rotated', 'token-rotated'],
    ['revoked', 'token-revoked'],
  ])('%s is refused with %s', (status, code) => {
    expect(codeOf(() => requireActive({ token: token([]), caller: caller(), status }))).toBe(code);
  });
});
