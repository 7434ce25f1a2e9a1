/** The two ways to the same handlers: server.ts, and plain `next start`. What HTTP shows is tested through both. */
export const doors = ['direct', 'next'] as const;
export type Door = (typeof doors)[number];
