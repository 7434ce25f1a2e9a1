import { eq } from 'drizzle-orm';
import { administrators } from '../../../db/schema';
import { isPassword } from '../../auth/password';
import type { Runtime } from '../../runtime/runtime';

/** Who this name and password stand for; null without a word why. */
export async function authenticate(
  { store }: Pick<Runtime, 'store'>,
  { name, password }: { name: string; password: string },
): Promise<{ id: string; name: string } | null> {
  const asked = name.trim().toLowerCase();
  const [row] = await store.db.select().from(administrators).where(eq(administrators.name, asked));
  const isRight = await isPassword(password, row?.passwordHash ?? null);
  return row && isRight && row.status === 'active' ? { id: String(row.id), name: row.name } : null;
}
