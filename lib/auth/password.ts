import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/**
 * Passwords of administrators as scrypt: `scrypt$<log2 N>$<r>$<p>$<salt>$<hash>`, base64url. The figures are OWASP's for 32 MiB
 * a hash, and stand in each hash so that they can grow.
 */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, present);
  const { cost, blockSize, parallel } = present;
  return ['scrypt', cost, blockSize, parallel, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** In the same time whether there is a hash or none: a name that nobody has must not be told by it. */
export async function isPassword(password: string, hash: string | null): Promise<boolean> {
  const [kind, cost, blockSize, parallel, salt = '', expected = ''] = (hash ?? nobodys).split('$');
  const right = Buffer.from(expected, 'base64url');
  // A hash of this house has a length; of none at all, every password would be the right one.
  if (kind !== 'scrypt' || right.length !== hashBytes) return false;
  const figures = { cost: Number(cost), blockSize: Number(blockSize), parallel: Number(parallel) };
  const found = await derive(password, Buffer.from(salt, 'base64url'), figures);
  return timingSafeEqual(found, right) && hash !== null;
}

interface Figures {
  /** log2 of scrypt's N. */
  cost: number;
  blockSize: number;
  parallel: number;
}

const present: Figures = { cost: 15, blockSize: 8, parallel: 3 };
const hashBytes = 32;

const nobodys = `scrypt$${present.cost}$${present.blockSize}$${present.parallel}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

function derive(password: string, salt: Buffer, { cost, blockSize, parallel }: Figures): Promise<Buffer> {
  const options = { N: 2 ** cost, r: blockSize, p: parallel, maxmem: 256 * 2 ** cost * blockSize };
  return new Promise((resolve, reject) => {
    // One password has several spellings in Unicode; a keyboard of another system sends another one.
    scrypt(password.normalize('NFKC'), salt, hashBytes, options, (error, hash) => {
      if (error) reject(error);
      else resolve(hash);
    });
  });
}
