/**
 * What a provider's model can carry. The names are those of the declared configuration, the store and the docs.
 *
 * A capability is declared true, declared false, or not declared at all: what nobody has declared is tried after what is
 * declared (design rule 3).
 */
export const capabilityNames = ['tools', 'vision', 'structured_output', 'reasoning', 'embeddings'] as const;

export type Capability = (typeof capabilityNames)[number];

export type Capabilities = Partial<Record<Capability, boolean>>;
