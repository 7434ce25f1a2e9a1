import { type Admission, createAdmission } from '../../admission/admission';
import { createMemoryLimits } from '../../admission/memory-limits';

/** Limits of a process that begins, where nothing was ever used. */
export function testAdmission(readSpent = async () => 0): Admission {
  const log = { error: () => {}, warn: () => {} } as never;
  return createAdmission({ store: createMemoryLimits(), readSpent, log, startedAt: Date.now(), clock: Date.now });
}
