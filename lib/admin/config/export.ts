import { asc, eq } from 'drizzle-orm';
import type { Store, Transaction } from '../../../db/client';
import { callers, callerTokens, projects, providerModels, providers, users } from '../../../db/schema';
import { renderDocument } from '../../config/render-document';
import { describeExport } from './describe-export';
import { readAllAllowLists } from './read-holdings';
import { readGroups, readPrices } from './read-present-policy';

export type ExportRows = Awaited<ReturnType<typeof readExportRows>>;

/**
 * The whole policy as a declared configuration, which changes nothing where it came from: what is not a file's is marked as
 * whose it is, so that applying it does not even change hands. It holds no secret.
 */
export async function exportConfiguration({ db }: Pick<Store, 'db'>): Promise<string> {
  const rows = await db.transaction(readExportRows, { isolationLevel: 'repeatable read', accessMode: 'read only' });
  return renderDocument(describeExport(rows), header, { providers: findTypedKeys(rows) });
}

async function readExportRows(transaction: Transaction) {
  return {
    providers: await transaction.select().from(providers).orderBy(asc(providers.id)),
    models: await transaction.select().from(providerModels).orderBy(asc(providerModels.id)),
    prices: await readPrices(transaction),
    groups: [...(await readGroups(transaction)).values()].sort((one, other) => (one.id < other.id ? -1 : 1)),
    projects: await transaction.select().from(projects).orderBy(asc(projects.id)),
    callers: await transaction
      .select({
        id: callers.id,
        user: callers.userId,
        kind: users.kind,
        project: callers.projectId,
        status: callers.status,
        managedBy: callers.managedBy,
      })
      .from(callers)
      .innerJoin(users, eq(users.id, callers.userId))
      .orderBy(asc(callers.userId), asc(callers.projectId)),
    tokens: await transaction.select().from(callerTokens).orderBy(asc(callerTokens.tokenId)),
    allow: await readAllAllowLists(transaction),
  };
}

/** A comment for each provider whose key has no name: the file leaves it out, and says so. */
function findTypedKeys({ providers: rows }: ExportRows): ReadonlyMap<string, string> {
  const typed = rows.filter(({ apiKeySealed, apiKeySource }) => apiKeySealed !== null && apiKeySource === null);
  return new Map(typed.map(({ id }) => [id, typedKey]));
}

const typedKey =
  ' Its key was typed in, and is kept in the store alone. There it stays as it is; elsewhere, set it after this is applied.';

const header = ` The configuration of this router, as "router apply" takes it. Applying it to where it came from changes nothing.

 It holds no secret: a token is the SHA-256 of the whole (token_sha256), and a provider's key is the \${NAME} of the
 environment variable that it came from and that has to be set when this is applied. A key that was typed in came from none:
 its provider has no api_key here, and keeps its key where this came from.

 "managed_by" tells whose an object is that no file declares: the console's (the admin API's and the command line's too) or
 the built-in demo's. Take such a line out, and the next apply makes the object the file's.`;
