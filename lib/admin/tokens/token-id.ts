import { z } from 'zod';
import { AdminRefusal } from '../admin-refusal';

/**
 * Whoever pasted a whole token is told so, and it is not said back. No public id has so many parts: every one of them is a
 * slug, and slugs have no underscore.
 */
export const tokenId = z.string().transform((text) => {
  if (/^rtr(_[a-z0-9-]{1,64}){5}$/.test(text)) return text;
  throw new AdminRefusal('not-found', 'that is no token id: it is the part of a token before its secret');
});
