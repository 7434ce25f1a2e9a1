import { asc } from 'drizzle-orm';
import type { Database } from '../../../db/client';
import { modelGroups } from '../../../db/schema';

export interface TokenChoices {
  groups: { id: string; title: string | null }[];
}

/** What whoever makes or changes a token may pick from. */
export async function readTokenChoices(database: Database): Promise<TokenChoices> {
  const { id, title } = modelGroups;
  return { groups: await database.select({ id, title }).from(modelGroups).orderBy(asc(id)) };
}
