/**
 * How caller tokens are written: `rtr_<org>_<user>_<project>_<env>_<key>_<secret>`. Pure, and with nothing of Node in it: the
 * Check my groups page looks at a pasted token in the browser. A token is never read for who holds it; see hash-token.ts.
 */
export interface TokenParts {
  org: string;
  user: string;
  project: string;
  environment: string;
  key: string;
}

/** What may stand between the underscores. */
export const slugPattern = /^[a-z0-9-]{1,64}$/;

/** The public part: everything before the secret. */
export function publicTokenId({ org, user, project, environment, key }: TokenParts): string {
  return ['rtr', org, user, project, environment, key].join('_');
}

/** The whole token, with 32 random bytes for its secret and a checksum, so that a damaged copy can be told. */
export function mintToken(parts: TokenParts, randomBytes: Uint8Array): string {
  for (const [name, part] of Object.entries(parts)) {
    if (!slugPattern.test(part))
      throw new RangeError(`the ${name} of a token is lower-case letters, digits and hyphens`);
  }
  if (randomBytes.length !== 32) throw new RangeError('a token is minted from 32 random bytes');
  const hex = Array.from(randomBytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  const unchecked = `${publicTokenId(parts)}_${toBase62(BigInt(`0x${hex}`), secretLength)}`;
  return unchecked + toBase62(BigInt(checksum(unchecked)), checksumLength);
}

/**
 * Has this the shape of a token minted here, but not its checksum? A hint beside the real answer and no more: a declared token
 * may have the same shape by chance.
 */
export function looksDamaged(token: string): boolean {
  if (!mintedShape.test(token)) return false;
  const unchecked = token.slice(0, -checksumLength);
  return toBase62(BigInt(checksum(unchecked)), checksumLength) !== token.slice(-checksumLength);
}

/** `k` and the UTC date: the key of a token that was not given one. */
export function defaultKey(now: Date): string {
  return `k${now.toISOString().slice(0, 10).replaceAll('-', '')}`;
}

/** 62^43 is the first power above 2^256, and 62^6 is above 2^32. */
const secretLength = 43;
const checksumLength = 6;
const mintedShape = /^rtr(?:_[a-z0-9-]+){5}_[0-9A-Za-z]{49}$/;
const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

function toBase62(value: bigint, length: number): string {
  let rest = value;
  let text = '';
  for (; rest > 0n; rest /= 62n) text = digits.charAt(Number(rest % 62n)) + text;
  return text.padStart(length, '0');
}

/** CRC-32 as in zlib, PNG and Ethernet. The text is ASCII. */
function checksum(text: string): number {
  let crc = 0xffffffff;
  for (let index = 0; index < text.length; index++) {
    crc = (crc >>> 8) ^ (crcTable[(crc ^ text.charCodeAt(index)) & 0xff] ?? 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});
