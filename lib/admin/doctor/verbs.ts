import { z } from 'zod';
import { version } from '../../../package.json';
import type { Runtime } from '../../runtime/runtime';
import { may } from '../actor';
import type { DoctorCheck, DoctorReport } from '../contract';
import { defineVerb } from '../verb';
import { checkLimits } from './check-limits';
import { checkPolicy } from './check-policy';
import { checkProviders } from './check-providers';
import { checkSecret } from './check-secret';
import { checkSnapshot } from './check-snapshot';
import { checkStore } from './check-store';
import { checkSuspended } from './check-suspended';
import { checkUsage } from './check-usage';

export const doctorVerbs = {
  'doctor.check': defineVerb({
    action: 'overview:read',
    method: 'GET',
    path: '/doctor',
    summary: 'What this server finds when it looks at itself',
    input: z.strictObject({}),
    run: ({ runtime, actor }) =>
      examine(runtime, { tellsTokens: may(actor, 'tokens:read'), asksProviders: may(actor, 'providers:write') }),
  }),
};

/** What whoever asks may know and set going: asking a provider shows it our key. */
export interface Examination {
  tellsTokens: boolean;
  asksProviders: boolean;
}

/** Looks at this server from within. What goes wrong is a finding, so that it answers when nothing else does. */
export async function examine(runtime: Runtime, some: Examination): Promise<DoctorReport> {
  const store = await checkStore(runtime);
  const isThere = store.every(({ result }) => result !== 'failed');
  const rest = isThere
    ? await Promise.all([
        checkSecret(runtime),
        checkSnapshot(runtime),
        checkUsage(runtime),
        checkPolicy(runtime, some),
        checkSuspended(runtime),
        checkProviders(runtime, some),
      ])
    : [];
  const checks: DoctorCheck[] = [...store, checkLimits(runtime), ...rest.flat()];
  return { version, now: new Date().toISOString(), checks };
}
