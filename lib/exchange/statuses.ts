/** Statuses of tokens, callers, users and projects (design section 7). A token may have any; the others the first three. */
export const tokenStatuses = ['active', 'disabled', 'suspended', 'expired', 'rotated', 'revoked'] as const;
export type TokenStatus = (typeof tokenStatuses)[number];

export const holderStatuses = ['active', 'disabled', 'suspended'] as const;
export type HolderStatus = (typeof holderStatuses)[number];

export const userKinds = ['person', 'service'] as const;
export type UserKind = (typeof userKinds)[number];

/** Who an object of the policy belongs to: the declared file (read-only in the console), the console, or the built-in demo. */
export const managers = ['file', 'console', 'demo'] as const;
export type Manager = (typeof managers)[number];
