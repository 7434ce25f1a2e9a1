import { z } from 'zod';
import type { DeclaredGroup } from '../../config/declared';
import { renderGroup } from '../../config/render-declared';
import { groupSchema } from '../../config/schema';
import { describeGroup as writeGroup } from '../config/describe-export';

/** A group as the declared file writes it, but for whose it is: what is edited, kept as a version, and gone back to. */
export const GroupState = groupSchema.omit({ managed_by: true });
export type GroupState = z.output<typeof GroupState>;

/** Without its name, which its address says. */
export type GroupSettings = Omit<GroupState, 'id'>;

/** As it is kept: what is as it is when left out is left out. */
export type GroupDocument = z.input<typeof GroupState>;

export function documentOf(group: DeclaredGroup): GroupDocument {
  const { managed_by: _, ...document } = writeGroup({ ...group, managedBy: 'file' });
  return document;
}

/** With the defaults filled in. A document of an older router is read as an older file would be. */
export function stateOf(document: unknown): GroupState {
  return StoredState.parse(document);
}

/** What was kept is read, whatever words are taken by now. */
const StoredState = GroupState.extend({ title: z.string().optional(), description: z.string().optional() });

export function settingsOf({ id: _, ...settings }: GroupState): GroupSettings {
  return settings;
}

export function declaredOf(state: GroupState): DeclaredGroup {
  return renderGroup(state);
}
