import type { Demo, DemoModel } from '../../runtime/runtime';
import type { Snapshot } from '../../snapshot/snapshot';

export interface DemoState {
  /** What stands behind its groups. */
  provider: Demo['provider'];
  groups: {
    id: string;
    title: string;
    story: string;
    /** Its enabled targets in declared order, `<provider>/<model>`. */
    targets: string[];
  }[];
  models: (DemoModel & {
    /** The groups that it answers in. */
    groups: string[];
  })[];
}

/** The demo for its page in the console: its groups, and the switches that let a fallback be watched. */
export function tellDemo(demo: Demo, { groups }: Pick<Snapshot, 'groups'>): DemoState {
  const targetsOf = (id: string) =>
    (groups.get(id)?.targets ?? []).filter(({ enabled }) => enabled).map((each) => each.id);
  return {
    provider: demo.provider,
    groups: demo.groups.map(({ id, title, story }) => ({ id, title, story, targets: targetsOf(id) })),
    models: demo.models().map((model) => ({
      ...model,
      groups: [...groups.keys()].filter((id) => targetsOf(id).includes(model.target)),
    })),
  };
}
