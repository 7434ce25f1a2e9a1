import { describe, expect, it, vi } from 'vitest';
import { askForToken, endTokenRequest, grantTokenRequest } from './token-request';

describe('what a token was wanted for', () => {
  it('goes on once, when there is one', () => {
    const then = vi.fn();
    askForToken(null, then);
    expect(then).not.toHaveBeenCalled();
    grantTokenRequest();
    grantTokenRequest();
    expect(then).toHaveBeenCalledTimes(1);
  });

  it('is given up with the request, and by another one', () => {
    const then = vi.fn();
    askForToken(null, then);
    endTokenRequest();
    grantTokenRequest();
    askForToken(null, then);
    askForToken(null);
    grantTokenRequest();
    expect(then).not.toHaveBeenCalled();
  });
});
