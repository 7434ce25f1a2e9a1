import { z } from 'zod';
import { moment, words } from '../../config/field-kinds';
import { type AdminScope, adminScopes, type Role, roles } from '../../exchange/roles';

/** How long an admin token works, in days: when nothing is said, and at most. */
export const adminTokenDays = { usual: 90, most: 366 } as const;

export const CreateAdminTokenRequest = z.strictObject({
  /** What it is for, in a person's words. */
  title: words(100),
  role: z.enum(roles),
  /** The nouns it is narrowed to; all that its role may, or all that the asker's own token may, when left out. */
  scopes: z
    .array(z.enum(adminScopes))
    .min(1, 'expected one scope or more; leave it out for all that the role may')
    .optional(),
  /** Not later than the asker's own token ends. */
  expires_at: moment
    .optional()
    .describe(`When it ends: in ${adminTokenDays.usual} days when left out, in ${adminTokenDays.most} at most`),
});
export type CreateAdminTokenRequest = z.input<typeof CreateAdminTokenRequest>;

export const adminTokenStatuses = ['active', 'expired', 'revoked'] as const;
export type AdminTokenStatus = (typeof adminTokenStatuses)[number];

/** A token of the admin API as an administrator sees it: everything but the token. */
export interface AdminTokenRow {
  admin_token_id: string;
  title: string;
  role: Role;
  scopes: AdminScope[] | null;
  status: AdminTokenStatus;
  /** As the audit has it: `administrator alice`. */
  created_by: string;
  created_at: string;
  expires_at: string | null;
  last_used_at: string | null;
  revoked_at: string | null;
}

export interface AdminTokenList {
  object: 'list';
  data: AdminTokenRow[];
}

/** The token in clear: here, once, and nowhere else. */
export interface CreatedAdminToken extends AdminTokenRow {
  token: string;
}
