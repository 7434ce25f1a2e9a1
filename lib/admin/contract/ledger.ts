import type { LimitScope } from '../../exchange/limits';

/** Do the counters of quotas and budgets say what the usage records say? */
export interface LedgerCheck {
  object: 'ledger.check';
  /** Quotas that are counted at the moment. */
  checked: number;
  /** Those that say another thing than the records. */
  drifts: readonly LedgerDrift[];
  /** How many of them were put right. */
  repaired: number;
}

export interface LedgerDrift {
  scope: LimitScope;
  /** The token's, the project's or the group's. */
  id: string;
  /** `usd_per_month`. */
  name: string;
  /** What the counter says has ended. */
  counted: number;
  /** What the records of the period come to. */
  recorded: number;
  /** For requests under way, which have no record yet. */
  reserved: number;
}
