import { Status, type Tone } from '@/app/_ui/badge';
import { type Condition, conditions, TargetCondition } from '@/app/(console)/_ui/target-condition';
import type { Health, ModelRow } from '@/lib/admin/providers/rows';

const worstFirst: readonly Condition[] = ['unhealthy', 'faltering', 'healthy'];

/** How the targets on a provider do, as this server saw it in the last minutes: the worst of it first. */
export function HealthStatus({ health }: { health: Health }) {
  const tried = worstFirst.filter((condition) => health[condition] > 0);
  const [worst] = tried;
  const words = tried.map((condition) => `${health[condition]} ${conditions[condition].words}`).join(', ');
  const untried: [Tone, string] = health.unknown > 0 ? ['neutral', conditions.unknown.words] : ['neutral', 'none'];
  const [tone, told] = worst ? ([conditions[worst].tone, words] as const) : untried;
  return <Status tone={tone}>{told}</Status>;
}

export function ModelState({ state }: { state: ModelRow['state'] }) {
  return <TargetCondition condition={state} />;
}
