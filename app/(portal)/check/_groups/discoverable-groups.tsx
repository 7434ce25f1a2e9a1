import { SupportContact } from '@/app/_ui/support-contact';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import { GroupName } from './group-name';

interface Props {
  groups: TokenAnswer['discoverable'];
  supportContact: string | null;
}

/** Groups that may be asked for. */
export function DiscoverableGroups({ groups, supportContact }: Props) {
  if (groups.length === 0) return null;
  return (
    <section id="discoverable" aria-labelledby="discoverable-title" className="mt-10 scroll-mt-20">
      <h2 id="discoverable-title" className="font-semibold text-lg tracking-tight">
        It may not use, but you may ask for
      </h2>
      <ul className="mt-3 divide-y divide-line rounded-lg border border-line-strong border-dashed">
        {groups.map((group) => (
          <li key={group.id} className="px-5 py-3">
            <GroupName group={group} />
          </li>
        ))}
      </ul>
      <p className="mt-3 text-muted text-sm">
        These are not on the token’s allow list. {supportContact ? '' : 'Your administrator can add them.'}
        <SupportContact contact={supportContact} />
      </p>
    </section>
  );
}
