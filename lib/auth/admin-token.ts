import { hash, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import { readOrMakeSecret } from './secret-file';

export interface AdminTokenSettings {
  adminToken: string | null;
  databaseUrl: string | null;
  dataDir: string;
}

/**
 * The SHA-256 of the admin API's one token: ROUTER_ADMIN_TOKEN, or, with the embedded store, the one that the data folder
 * keeps and the command line finds there. Null closes the admin API: with PostgreSQL every replica would have another.
 */
export function resolveAdminToken(settings: AdminTokenSettings): string | null {
  const { adminToken, databaseUrl, dataDir } = settings;
  if (adminToken !== null) return hashAdminToken(adminToken);
  if (databaseUrl !== null) return null;
  const file = path.join(dataDir, 'admin-token');
  // Its beginning tells it from a caller token wherever it turns up.
  const token = readOrMakeSecret(file, 'rtradmin_');
  if (token === null) throw new Error(`${file} holds no token: remove it to have one made, or set ROUTER_ADMIN_TOKEN`);
  return hashAdminToken(token);
}

/** Whether a request shows the admin token. In constant time; a closed admin API takes none. */
export function showsAdminToken(headers: Headers, adminTokenSha256: string | null): boolean {
  const isRight = timingSafeEqual(
    Buffer.from(hashAdminToken(bearerOf(headers)), 'hex'),
    Buffer.from(adminTokenSha256 ?? noToken, 'hex'),
  );
  return isRight && adminTokenSha256 !== null;
}

/** The token that a request shows; empty where it shows none. */
export function bearerOf(headers: Headers): string {
  return /^bearer +(\S+) *$/i.exec(headers.get('authorization') ?? '')?.[1] ?? '';
}

function hashAdminToken(token: string): string {
  return hash('sha256', token, 'hex');
}

const noToken = '0'.repeat(64);
