import { z } from 'zod';
import { slug, words } from '../../config/field-kinds';
import { limitsSchema } from '../../config/limit-fields';
import type { Limits } from '../../exchange/limits';
import { holderStatuses, managers, userKinds } from '../../exchange/statuses';

/** The admin API's words about who calls: users (people and service accounts), projects, and callers, which are users in projects. */
const page = {
  /** Words that each stand somewhere in the name. */
  search: z.string().max(200).optional(),
  status: z.enum(holderStatuses).optional(),
  managed_by: z.enum(managers).optional(),
  direction: z.enum(['asc', 'desc']).default('asc'),
  /** Where the page begins: `next` of the page before. By name, that is its last name. */
  after: z.string().max(100).optional(),
  /** Where the page ends: `previous` of the page behind. */
  before: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
};

export const userSorts = ['user', 'projects', 'tokens', 'last_used_at'] as const;
export type UserSort = (typeof userSorts)[number];
export const projectSorts = ['project', 'users', 'tokens', 'last_used_at'] as const;
export type ProjectSort = (typeof projectSorts)[number];

export const UserQuery = z.strictObject({
  ...page,
  kind: z.enum(userKinds).optional(),
  sort: z.enum(userSorts).default('user'),
});
export const ProjectQuery = z.strictObject({ ...page, sort: z.enum(projectSorts).default('project') });

interface HolderRow {
  status: (typeof holderStatuses)[number];
  managed_by: (typeof managers)[number];
  created_at: string;
  /** How many there are, and how many of them a request would be served with now. */
  tokens: number;
  active_tokens: number;
  /** The last request for a model. */
  last_used_at: string | null;
}

export interface UserRow extends HolderRow {
  user: string;
  kind: (typeof userKinds)[number];
  /** In how many projects. */
  projects: number;
}

export interface ProjectRow extends HolderRow {
  project: string;
  title: string | null;
  /** What all its tokens may use together; null for no limit. */
  limits: Limits | null;
  /** How many users call from it. */
  users: number;
}

/** A user in a project. */
export interface CallerRow extends HolderRow {
  user: string;
  kind: (typeof userKinds)[number];
  project: string;
  /** With the user's and the project's: what holds for the caller's tokens. */
  effective_status: (typeof holderStatuses)[number];
}

interface Page<Row> {
  object: 'list';
  data: Row[];
  has_more: boolean;
  total: number;
  previous: string | null;
  next: string | null;
}

export type UserList = Page<UserRow>;
export type ProjectList = Page<ProjectRow>;

/** Of a project with very many users the first thousand are told. */
export type UserAnswer = UserRow & { callers: CallerRow[] };
export type ProjectAnswer = ProjectRow & { callers: CallerRow[] };

export const CreateUserRequest = z.strictObject({ user: slug, kind: z.enum(userKinds).default('person') });
export const CreateProjectRequest = z.strictObject({
  project: slug,
  title: words(200).nullable().default(null),
  limits: limitsSchema.nullable().default(null),
});
export const CreateCallerRequest = z.strictObject({ user: slug, project: slug });

const status = z.enum(holderStatuses).optional();
/** Only tells what the change would do to tokens. */
const dry_run = z.boolean().default(false);
export const UpdateUserRequest = z.strictObject({ status, kind: z.enum(userKinds).optional(), dry_run });
export const UpdateProjectRequest = z.strictObject({
  status,
  title: words(200).nullable().optional(),
  /** All of them; null or {} for none. */
  limits: limitsSchema.nullable().optional(),
  dry_run,
});
export const UpdateCallerRequest = z.strictObject({ status, dry_run });

export interface HolderChange {
  dry_run: boolean;
  /** The policy version afterwards. */
  version: number;
  /** Field → from, to; empty where nothing changes. */
  difference: Record<string, { from: unknown; to: unknown }>;
  /** How many tokens stop working by this, and how many begin to work again. */
  tokens_stopped: number;
  tokens_started: number;
}
