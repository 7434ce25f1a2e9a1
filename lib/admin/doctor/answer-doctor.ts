import { version } from '../../../package.json';
import type { DoctorCheck, DoctorReport } from '../contract';
import type { Asked, Reply } from '../door';
import { checkPolicy } from './check-policy';
import { checkProviders } from './check-providers';
import { checkSecret } from './check-secret';
import { checkSnapshot } from './check-snapshot';
import { checkStore } from './check-store';
import { checkUsage } from './check-usage';

/** Looks at this server from within. What goes wrong is a finding, so that it answers when nothing else does. */
export async function answerDoctor({ runtime }: Asked): Promise<Reply> {
  const store = await checkStore(runtime);
  const isThere = store.every(({ result }) => result !== 'failed');
  const rest = isThere
    ? await Promise.all([
        checkSecret(runtime),
        checkSnapshot(runtime),
        checkUsage(runtime),
        checkPolicy(runtime),
        checkProviders(runtime),
      ])
    : [];
  const checks: DoctorCheck[] = [...store, ...rest.flat()];
  return { body: { version, now: new Date().toISOString(), checks } satisfies DoctorReport };
}
