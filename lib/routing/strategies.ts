/** The strategies this version can order targets by. The declared configuration takes exactly these. */
export const strategies = ['weighted', 'failover'] as const;
export type Strategy = (typeof strategies)[number];
