import type { PolicyAnswer } from '@/lib/admin/contract/policies';
import { strategyWords } from '../../groups/_parts/strategy-words';

export type OwnStrategy = PolicyAnswer['fallback'];

/** A policy falls back to a strategy that needs none. */
export const strategyNames = Object.keys(strategyWords).filter((name) => name !== 'script') as OwnStrategy[];
