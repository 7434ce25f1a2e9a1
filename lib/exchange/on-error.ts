/** What becomes of a request whose policy fails: the fallback strategy orders its targets, or it is refused. */
export const onErrors = ['fallback', 'fail'] as const;
export type OnError = (typeof onErrors)[number];
