import type { AuthKind } from '../../exchange/auth-kinds';
import type { DialectId } from '../../exchange/dialect-ids';
import type { Quirk } from '../../exchange/quirks';

/** A well-known place: what a provider's declaration may leave out when it names one. */
export interface Preset {
  title: string;
  dialect: DialectId;
  /** Null where each customer has an address of their own. */
  baseUrl: string | null;
  /** What such an address looks like, for whoever types it. */
  example?: string;
  /** The dialect's own kind where it is left out. */
  auth?: AuthKind;
  quirks?: readonly Quirk[];
}
