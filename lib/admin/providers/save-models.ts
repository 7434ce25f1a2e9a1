import { and, eq } from 'drizzle-orm';
import type { z } from 'zod';
import type { Transaction } from '../../../db/client';
import { providerModels } from '../../../db/schema';
import type { DeclaredModel } from '../../config/declared';
import { AdminRefusal, refusalAt } from '../admin-refusal';
import { nameModel } from '../config/present';
import { type PresentPolicy, save } from '../config/save';
import type { ApplyAnswer } from '../contract';
import type { VerbContext } from '../verb';
import { declareModel, declarePrice, told } from './declare';
import type { AddModels, UpdateModel } from './input';
import { openForChange, refuseStale } from './open-for-change';

export function addModels(context: VerbContext, input: z.output<typeof AddModels>): Promise<ApplyAnswer> {
  const { provider_id, models, dry_run: dryRun } = input;
  const build = async (policy: PresentPolicy, transaction: Transaction) => {
    const provider = await openForChange(policy, transaction, { provider_id });
    const twice = models.find(({ id }) => policy.models.has(nameModel(provider_id, id)));
    if (twice) throw refusalAt('conflict', 'models[0].id', `there is a model "${twice.id}" already: take another name`);
    return { providers: [{ ...provider, models: models.map(declareModel) }] };
  };
  return save(context, { dryRun, build });
}

export function updateModel(context: VerbContext, input: z.output<typeof UpdateModel>): Promise<ApplyAnswer> {
  const { provider_id, model_id, dry_run: dryRun } = input;
  const build = async (policy: PresentPolicy, transaction: Transaction) => {
    const provider = await openForChange(policy, transaction, { provider_id });
    const before = policy.models.get(nameModel(provider_id, model_id));
    if (!before) throw new AdminRefusal('not-found', `no model "${model_id}" in provider "${provider_id}"`);
    if (input.revision !== undefined) await refuseStaleModel(transaction, input, input.revision);
    const after: DeclaredModel = {
      id: model_id,
      upstreamModel: input.upstream_model ?? before.upstreamModel,
      capabilities: input.capabilities ? told(input.capabilities) : before.capabilities,
      contextTokens: input.context_tokens === undefined ? before.contextTokens : input.context_tokens,
      maxOutputTokens: input.max_output_tokens === undefined ? before.maxOutputTokens : input.max_output_tokens,
      price: input.price ? declarePrice(input.price) : null,
      tier: input.tier === undefined ? (before.tier ?? null) : input.tier,
    };
    return { providers: [{ ...provider, models: [after] }] };
  };
  return save(context, { dryRun, build });
}

async function refuseStaleModel(
  transaction: Transaction,
  { provider_id, model_id }: Pick<z.output<typeof UpdateModel>, 'provider_id' | 'model_id'>,
  revision: string,
): Promise<void> {
  const [row] = await transaction
    .select({ at: providerModels.updatedAt })
    .from(providerModels)
    .where(and(eq(providerModels.providerId, provider_id), eq(providerModels.id, model_id)));
  refuseStale(`model "${model_id}"`, revision, row?.at);
}
