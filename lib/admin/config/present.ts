import { publicTokenId } from '../../callers/token-format';
import type {
  Declared,
  DeclaredGroup,
  DeclaredModel,
  DeclaredPolicy,
  DeclaredPrice,
  DeclaredProject,
  DeclaredProvider,
} from '../../config/declared';
import type { KnownIds } from '../../config/known-ids';
import type { Limits } from '../../exchange/limits';
import type { HolderStatus, Manager, TokenStatus, UserKind } from '../../exchange/statuses';

/**
 * What the store holds before an apply, in the shapes of the declared configuration so that the two can be compared. Users,
 * callers and tokens are only those that the configuration speaks of: there may be a hundred thousand others.
 */
export interface Present {
  providers: ReadonlyMap<string, Owned<Omit<DeclaredProvider, 'models'>>>;
  /** By `nameModel`. */
  models: ReadonlyMap<string, Owned<Omit<DeclaredModel, 'price'>>>;
  /** The prices in force, by `nameModel`. */
  prices: ReadonlyMap<string, DeclaredPrice>;
  policies: ReadonlyMap<string, PresentPolicyRow>;
  groups: ReadonlyMap<string, Owned<DeclaredGroup>>;
  users: ReadonlyMap<string, Owned<{ kind: UserKind }>>;
  projects: ReadonlyMap<string, Owned<DeclaredProject>>;
  /** By `nameCaller`. */
  callers: ReadonlyMap<string, Owned<{ status: HolderStatus }>>;
  tokens: ReadonlyMap<string, Owned<PresentToken>>;
  /** Who holds each of the configuration's hashes. */
  secretHolders: ReadonlyMap<string, SecretHolder>;
}

export type Owned<Shape> = Shape & { managedBy: Manager };

/** With the source of the version that is published; none where there are only drafts. */
export type PresentPolicyRow = Owned<DeclaredPolicy> & { published: number | null; hasValidate: boolean };

export interface SecretHolder {
  tokenId: string;
  status: TokenStatus;
  managedBy: Manager;
}

export interface PresentToken {
  sha256: string;
  allow: readonly string[];
  status: TokenStatus;
  expiresAt: number | null;
  rotatesAt: number | null;
  tier?: number | null;
  limits?: Limits | null;
}

export const nameModel = (provider: string, model: string) => `${provider}/${model}`;
export const nameCaller = (user: string, project: string) => `${user}/${project}`;

/** What a configuration may speak of without declaring it. */
export function knownIds(
  { groups, models, policies }: Pick<Present, 'groups' | 'models' | 'policies'>,
  manager: Manager,
): KnownIds {
  const byProvider = new Map<string, Set<string>>();
  for (const [name, { id }] of models) {
    const provider = name.slice(0, -id.length - 1);
    byProvider.set(provider, (byProvider.get(provider) ?? new Set()).add(id));
  }
  return {
    groups: new Map([...groups].map(([id, { aliases }]) => [id, aliases])),
    // The console takes no alias from a group that it is not saving, not even from its own.
    fileGroups: new Set(
      [...groups].flatMap(([id, { managedBy }]) => (managedBy === manager && manager !== 'console' ? [id] : [])),
    ),
    models: byProvider,
    policies: new Map([...policies].map(([id, { published }]) => [id, { isPublished: published !== null }])),
    ...(manager === 'console' ? { asker: 'console' } : {}),
  };
}

/** The tokens of a configuration, each with its public id and its place. */
export function listTokens(declared: Declared, org: string) {
  return declared.callers.flatMap(({ user, project, tokens }, callerIndex) =>
    tokens.map((token, tokenIndex) => ({
      tokenId: publicTokenId({ org, user, project, environment: token.environment, key: token.key }),
      user,
      project,
      token,
      path: ['callers', callerIndex, 'tokens', tokenIndex] as const,
    })),
  );
}

/** Users, and projects that only callers name, are whose their callers are: the file's where one of them is. */
export function holdersManager(
  { callers }: Declared,
  holder: { user: string } | { project: string },
  manager: Manager,
): Manager {
  const own = callers.filter((one) => ('user' in holder ? one.user === holder.user : one.project === holder.project));
  const managers = own.map(({ managedBy }) => managedBy ?? manager);
  return strongest.find((one) => managers.includes(one)) ?? manager;
}

const strongest: readonly Manager[] = ['file', 'demo', 'console'];
