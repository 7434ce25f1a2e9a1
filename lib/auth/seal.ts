import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

/** What is sealed, each under a key of its own. */
export const sealPurposes = ['provider-api-key', 'canary'] as const;
export type SealPurpose = (typeof sealPurposes)[number];

export interface Sealer {
  /** `context` is what the text belongs to (a provider's id): sealed for one, it does not open as another's. */
  seal(purpose: SealPurpose, context: string, text: string): string;
  /** Throws SealError for another secret, another context, or a damaged text. */
  open(purpose: SealPurpose, context: string, sealed: string): string;
}

/** Says nothing of what was sealed, so that it may be logged. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/**
 * Seals what the store keeps but must not show: AES-256-GCM under keys derived from ROUTER_SECRET (HKDF-SHA-256, one for
 * each purpose). The text form is `v1.<nonce>.<ciphertext and tag>` in base64url; the version is for a later change of cipher.
 */
export function createSealer(secret: string): Sealer {
  const keys = new Map<SealPurpose, Buffer>();
  const keyFor = (purpose: SealPurpose) => {
    const key =
      keys.get(purpose) ?? Buffer.from(hkdfSync('sha256', secret, 'genai-smart-router', `seal:${purpose}`, keyBytes));
    keys.set(purpose, key);
    return key;
  };
  return {
    seal(purpose, context, text) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv(algorithm, keyFor(purpose), nonce).setAAD(associated(purpose, context));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return `${version}.${nonce.toString('base64url')}.${body.toString('base64url')}`;
    },
    open(purpose, context, sealed) {
      const [form, nonce, body, ...rest] = sealed.split('.');
      if (form !== version || !nonce || !body || rest.length > 0)
        throw new SealError('not a sealed text of this version');
      const bytes = Buffer.from(body, 'base64url');
      try {
        const decipher = createDecipheriv(algorithm, keyFor(purpose), Buffer.from(nonce, 'base64url'), {
          authTagLength: tagBytes,
        });
        decipher.setAAD(associated(purpose, context)).setAuthTag(bytes.subarray(-tagBytes));
        return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString('utf8');
      } catch {
        throw new SealError('sealed with another secret, for another owner, or damaged');
      }
    },
  };
}

/** A secret for one purpose alone, made of ROUTER_SECRET: what leaks of it opens nothing else. */
export function deriveSecret(secret: string, purpose: 'console-session'): string {
  return Buffer.from(hkdfSync('sha256', secret, 'genai-smart-router', `secret:${purpose}`, keyBytes)).toString(
    'base64url',
  );
}

const version = 'v1';
const algorithm = 'aes-256-gcm';
const keyBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

function associated(purpose: SealPurpose, context: string): Buffer {
  return Buffer.from(`${version}\0${purpose}\0${context}`, 'utf8');
}
