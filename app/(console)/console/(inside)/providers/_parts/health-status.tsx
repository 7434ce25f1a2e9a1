import { Status, type Tone } from '@/app/_ui/badge';
import type { Health, ModelRow } from '@/lib/admin/providers/rows';

/** How the targets on a provider do, as this server saw it in the last minutes: the worst of it first. */
export function HealthStatus({ health: { healthy, unhealthy, unknown } }: { health: Health }) {
  const [tone, words] = describeHealth(healthy, unhealthy, unknown);
  return (
    <span className="whitespace-nowrap">
      <Status tone={tone}>{words}</Status>
    </span>
  );
}

function describeHealth(healthy: number, unhealthy: number, unknown: number): [Tone, string] {
  if (unhealthy > 0) return ['bad', `${unhealthy} failing${healthy > 0 ? `, ${healthy} healthy` : ''}`];
  if (healthy > 0) return ['good', `${healthy} healthy`];
  return unknown > 0 ? ['neutral', 'not used lately'] : ['neutral', 'none'];
}

const states: Record<ModelRow['state'], [Tone, string]> = {
  healthy: ['good', 'healthy'],
  unhealthy: ['bad', 'failing'],
  unknown: ['neutral', 'not used lately'],
};

export function ModelState({ state }: { state: ModelRow['state'] }) {
  const [tone, words] = states[state];
  return (
    <span className="whitespace-nowrap">
      <Status tone={tone}>{words}</Status>
    </span>
  );
}
