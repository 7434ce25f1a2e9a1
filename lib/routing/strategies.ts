/** The ways to order a group's targets. The declared configuration takes exactly these. */
export const strategies = ['weighted', 'failover', 'lowest-cost', 'lowest-latency', 'script'] as const;
export type Strategy = (typeof strategies)[number];

/** Those that need no policy: what a policy may fall back to. */
export const ownStrategies = ['weighted', 'failover', 'lowest-cost', 'lowest-latency'] as const;
export type OwnStrategy = (typeof ownStrategies)[number];
