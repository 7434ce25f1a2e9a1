/** Why a verb about tokens was not done: the asker's mistake, told in words that may be shown. Each door gives it its own shape. */
export class TokenRefusal extends Error {
  readonly code: TokenRefusalCode;

  constructor(code: TokenRefusalCode, message: string) {
    super(message);
    this.name = 'TokenRefusal';
    this.code = code;
  }
}

/** `declared` is what the declared configuration owns and must be changed there. */
export type TokenRefusalCode = 'invalid' | 'not-found' | 'conflict' | 'declared';
