import { z } from 'zod';
import { defineVerb } from '../verb';
import { checkLedger } from './check';

/** What limits count, held against what was recorded. */
export const ledgerVerbs = {
  'ledger.check': defineVerb({
    action: 'usage:callers',
    method: 'GET',
    path: '/ledger/check',
    summary: 'Do the counters of quotas and budgets say what the usage records say?',
    input: z.strictObject({}),
    run: ({ runtime }) => checkLedger(runtime, { repairs: null }),
  }),
  'ledger.repair': defineVerb({
    action: 'tokens:write',
    method: 'POST',
    path: '/ledger/repair',
    summary: 'Puts counters right that say another thing than the usage records',
    input: z.strictObject({}),
    run: ({ runtime, author }) => checkLedger(runtime, { repairs: author }),
  }),
};
