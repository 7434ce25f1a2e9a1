import Link from 'next/link';
import { addressWith, type Query } from '../../../../../_ui/address';

const tabs = { group: 'Group', edit: 'Edit', history: 'History' } as const;
export type GroupTabName = keyof typeof tabs;

export function tabOf({ tab }: Query, mayEdit: boolean): GroupTabName {
  return tab === 'history' || (tab === 'edit' && mayEdit) ? tab : 'group';
}

/** Links, so that what is looked at has an address. */
export function GroupTabs({ id, tab, mayEdit }: { id: string; tab: GroupTabName; mayEdit: boolean }) {
  const open = (Object.keys(tabs) as GroupTabName[]).filter((name) => name !== 'edit' || mayEdit);
  return (
    <nav aria-label={`Of group ${id}`} className="mb-6 flex gap-1 border-line border-b">
      {open.map((name) => (
        <Link
          key={name}
          href={addressWith(`/console/groups/${id}`, {}, { tab: name === 'group' ? null : name })}
          prefetch={false}
          aria-current={name === tab ? 'page' : undefined}
          className="-mb-px border-transparent border-b-2 px-3 py-2 font-medium text-muted text-sm transition-colors hover:text-ink aria-[current]:border-accent aria-[current]:text-ink"
        >
          {tabs[name]}
        </Link>
      ))}
    </nav>
  );
}
