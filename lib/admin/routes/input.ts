import { z } from 'zod';
import { slug, wholeNumber } from '../../config/field-kinds';
import { explainEndpoints, explainFeatures } from '../../gateway/contract';

const count = wholeNumber(0, 100_000_000);

/** What is to be explained: a body as it would be sent, or what a request would ask for. */
const asked = {
  /** Of which of the three APIs the body is; by its shape when left out. */
  endpoint: z.enum(explainEndpoints).optional(),
  body: z.record(z.string(), z.unknown()).optional(),
  /** In place of a body: the group's name, and what the request would need. */
  model: z.string().min(1).max(200).optional(),
  features: z.array(z.enum(explainFeatures)).optional(),
  stream: z.boolean().optional(),
  input_tokens: count.optional(),
  max_output_tokens: count.optional(),
  /** Sent along by the client, where that matters: a session that is kept on its target, anthropic-beta. */
  headers: z.record(z.string().max(200), z.string().max(4_096)).optional(),
  /** The same seed draws the same: what a request's id is for the request itself. */
  seed: z.string().min(1).max(200).optional(),
};

/** As somebody who may use the group: what a policy and the tiers are told of them. */
export const ExplainRequest = z.strictObject({
  ...asked,
  as: z
    .strictObject({
      user: slug.optional(),
      project: slug.optional(),
      environment: slug.optional(),
      tier: wholeNumber(0, 9).nullable().optional(),
    })
    .default({}),
});
export type ExplainRequest = z.output<typeof ExplainRequest>;

export const ExplainForToken = z.strictObject(asked);
export type Asked = z.output<typeof ExplainForToken>;
