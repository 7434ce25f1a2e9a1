import type { TokenAnswer } from '@/app/_visit/token-answer';

/** What a group is called and what it is for. */
export function GroupName({ group }: { group: TokenAnswer['discoverable'][number] }) {
  return (
    <>
      <h3 className="flex flex-wrap items-baseline gap-x-2.5">
        <code className="break-all font-semibold text-sm">{group.id}</code>
        {group.title && <span className="text-muted text-sm">{group.title}</span>}
      </h3>
      {group.description && <p className="mt-0.5 text-pretty text-soft text-sm">{group.description}</p>}
    </>
  );
}
