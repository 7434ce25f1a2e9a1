/**
 * What a provider's model can carry. The names are those of the declared configuration, the store and the docs.
 *
 * A capability is declared true, declared false, or not declared at all: what nobody has declared is tried after what is
 * declared (design rule 3).
 */
export const capabilityNames = ['tools', 'vision', 'structured_output', 'reasoning', 'embeddings'] as const;

export type Capability = (typeof capabilityNames)[number];

export type Capabilities = Partial<Record<Capability, boolean>>;

/**
 * What a request may need of a model. `files`: PDF and other documents, but not those that are plain text, which every model
 * reads. Nobody declares files of a model: models that see images read them, and models that see none do not.
 */
export const needNames = ['tools', 'vision', 'files', 'structured_output', 'reasoning', 'embeddings'] as const;

export type Need = (typeof needNames)[number];

/** What is declared of a model as to this need: true, false, or nothing. */
export function declaredFor(capabilities: Capabilities, need: Need): boolean | undefined {
  return capabilities[need === 'files' ? 'vision' : need];
}
