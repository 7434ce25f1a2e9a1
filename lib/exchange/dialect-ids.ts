/** The wire languages this version speaks to a provider. The declared configuration takes exactly these. */
export const dialectIds = ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'] as const;
export type DialectId = (typeof dialectIds)[number];
