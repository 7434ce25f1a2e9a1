import type { Runtime } from '../../runtime/runtime';
import type { DoctorCheck } from '../contract';
import { failed, ok, warning } from './finding';

/** Are limits counted for all processes together? */
export function checkLimits({
  settings,
  sharedLimits,
  replicas,
}: Pick<Runtime, 'settings' | 'sharedLimits' | 'replicas'>): DoctorCheck {
  const processes = replicas?.count() ?? 1;
  if (sharedLimits === null) {
    if (processes === 1) return ok('limits', 'counted by this process, the only one');
    const found = `each of ${processes} processes has the whole of every limit for itself`;
    return warning('limits', found, 'For limits that hold for all of them: REDIS_URL, and no ROUTER_LIMITS.');
  }
  const since = sharedLimits.awaySince();
  if (since === null)
    return ok('limits', `counted in Redis, by ${processes} ${processes === 1 ? 'process' : 'processes'}`);
  const meanwhile =
    settings.limitsWhenAway === 'refuse'
      ? 'requests with limits are refused'
      : 'each process goes on with its share of what was left';
  const found = `Redis is away since ${new Date(since).toISOString()}: ${meanwhile}`;
  return failed('limits', found, 'Is Redis up, REDIS_URL right, and does it take writes?');
}
