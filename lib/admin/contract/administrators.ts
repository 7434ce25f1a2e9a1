import { z } from 'zod';
import {
  type AdministratorStatus,
  administratorStatuses,
  type Role,
  roles,
  type SignInMethod,
} from '../../exchange/roles';

/** What somebody signs in as. Written in any case, kept in lower case. */
export const administratorName = z
  .string()
  .max(254, 'expected 254 characters at most')
  .transform((text) => text.trim().toLowerCase())
  .pipe(
    z
      .string()
      .regex(/^[a-z0-9][a-z0-9._+@-]{0,253}$/, 'expected a name or an e-mail address: letters, digits and . _ + @ -'),
  );

/** Longer than any password may be, so that the rules' own words are heard. */
export const passwordText = z.string().max(1024, 'expected 256 characters at most');

export const CreateAdministratorRequest = z.strictObject({
  name: administratorName,
  role: z.enum(roles),
  /** Left out, the answer has a link with which they choose one themselves. */
  password: passwordText.optional(),
});
export type CreateAdministratorRequest = z.input<typeof CreateAdministratorRequest>;

export const OneAdministrator = z.strictObject({ name: administratorName });
export const SetRoleRequest = z.strictObject({ name: administratorName, role: z.enum(roles) });
export const SetStatusRequest = z.strictObject({ name: administratorName, status: z.enum(administratorStatuses) });

export interface AdministratorRow {
  name: string;
  role: Role;
  status: AdministratorStatus;
  /** `oidc`: through that provider, which says the role; `link`: has not used the link yet. */
  signs_in_by: SignInMethod;
  /** Of a link that was made and not used: until when it is good. */
  link_expires_at: string | null;
  locked_until: string | null;
  /** Browsers that are signed in. */
  sessions: number;
  last_signed_in_at: string | null;
  created_by: string;
  created_at: string;
}

export interface AdministratorList {
  object: 'list';
  data: AdministratorRow[];
}

/** A link with which its holder chooses a password, once: in this answer and nowhere else. */
export interface SetupLink {
  url: string;
  expires_at: string;
}

export interface CreatedAdministrator extends AdministratorRow {
  /** Null where a password was given. */
  link: SetupLink | null;
}

export interface AdministratorWithLink extends AdministratorRow {
  link: SetupLink;
}

export interface ChangedAdministrator extends AdministratorRow {
  /** Admin tokens of theirs that ended with what they may no longer. */
  revoked_admin_tokens: string[];
}

export const ChangePasswordRequest = z.strictObject({ present: passwordText, password: passwordText });
export const EndSessionRequest = z.strictObject({ session_id: z.string().min(1).max(100) });

export interface SessionRow {
  session_id: string;
  /** The one that asks. */
  is_this: boolean;
  method: SignInMethod;
  address: string | null;
  /** The browser, in its own words. */
  client: string | null;
  created_at: string;
  seen_at: string;
  /** When it ends, whatever is done in it. */
  expires_at: string;
}

export interface Account {
  name: string;
  role: Role;
  has_password: boolean;
  /** The OIDC provider they come through. */
  issuer: string | null;
  last_signed_in_at: string | null;
  sessions: SessionRow[];
  /** How many admin tokens that they made still work: they end with the password, and with signing out everywhere. */
  admin_tokens: number;
}

export interface ChangedAccount extends Account {
  revoked_admin_tokens: string[];
}
