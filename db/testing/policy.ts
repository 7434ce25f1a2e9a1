import { createHash } from 'node:crypto';
import type { Transaction } from '../client';
import { advancePolicy } from '../queries/policy-change';
import {
  callers,
  callerTokens,
  modelGroups,
  projects,
  providerModels,
  providers,
  targets,
  tokenGroups,
  users,
} from '../schema';

type Provider = Partial<typeof providers.$inferInsert> & { id: string };
type Group = Partial<typeof modelGroups.$inferInsert> & { id: string; providers: readonly string[] };

/** A provider with one model, `small`. */
export async function addProvider(transaction: Transaction, provider: Provider): Promise<void> {
  await transaction.insert(providers).values({
    dialect: 'openai-chat',
    baseUrl: 'http://127.0.0.1:4010/v1',
    managedBy: 'file',
    addressTrusted: true,
    ...provider,
  });
  await transaction
    .insert(providerModels)
    .values({ providerId: provider.id, id: 'small', upstreamModel: 'gpt-4o-mini', managedBy: 'file' });
}

/** A group with the model `small` of each provider as its targets. */
export async function addGroup(transaction: Transaction, { providers: from, ...group }: Group): Promise<void> {
  await transaction.insert(modelGroups).values({ strategy: 'weighted', managedBy: 'file', ...group });
  for (const [position, providerId] of from.entries()) {
    await transaction.insert(targets).values({ groupId: group.id, providerId, modelId: 'small', position });
  }
}

/** A user in a project. */
export async function addCaller(transaction: Transaction, userId: string, projectId: string): Promise<number> {
  await transaction.insert(users).values({ id: userId, managedBy: 'file' }).onConflictDoNothing();
  await transaction.insert(projects).values({ id: projectId, managedBy: 'file' }).onConflictDoNothing();
  const [caller] = await transaction
    .insert(callers)
    .values({ userId, projectId, managedBy: 'file' })
    .returning({ id: callers.id });
  if (!caller) throw new Error('no caller was added');
  return caller.id;
}

/** A token, as a policy change of its own; gives the hash it is looked up by. */
export async function addToken(
  transaction: Transaction,
  token: { callerId: number; key: string; allow: readonly string[] },
): Promise<string> {
  const changedIn = await advancePolicy(transaction, { structure: false });
  const tokenId = `rtr_test_${token.callerId}_demo_dev_${token.key}`;
  const tokenSha256 = createHash('sha256').update(`${tokenId}_secret`).digest('hex');
  await transaction.insert(callerTokens).values({
    tokenId,
    tokenSha256,
    callerId: token.callerId,
    environment: 'dev',
    key: token.key,
    changedIn,
    managedBy: 'file',
  });
  for (const groupId of token.allow) await transaction.insert(tokenGroups).values({ tokenId, groupId });
  return tokenSha256;
}
