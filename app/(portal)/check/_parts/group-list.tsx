import { Carries } from './carries';
import { SupportContact } from './support-contact';
import type { GroupDetails, TokenAnswer } from './token-answer';

/** The groups on the token's allow list. */
export function GroupList({ groups, active }: { groups: GroupDetails[]; active: boolean }) {
  return (
    <section aria-labelledby="groups-title" className="mt-10">
      <h2 id="groups-title" className="font-semibold text-lg">
        {active ? 'It may use' : 'It could use, were it active'}
      </h2>
      {groups.length === 0 ? (
        <p className="mt-2 text-muted">
          No model group at all: its allow list is empty. Ask your administrator for one.
        </p>
      ) : (
        <ul className="mt-3 divide-y divide-line rounded-lg border border-line">
          {groups.map((group) => (
            <li key={group.id} className="p-5">
              <GroupName id={group.id} title={group.title} />
              {group.description && <p className="mt-1 text-sm">{group.description}</p>}
              {group.aliases.length > 0 && (
                <p className="mt-1 text-muted text-sm">
                  Also called{' '}
                  {group.aliases.map((alias, index) => (
                    <span key={alias}>
                      {index > 0 && ', '}
                      <code className="font-mono">{alias}</code>
                    </span>
                  ))}
                </p>
              )}
              <Carries group={group} />
            </li>
          ))}
        </ul>
      )}
      {groups.some(({ can }) => Object.values(can).includes(null)) && (
        <p className="mt-3 text-muted text-sm">
          <span className="font-mono text-warn">?</span> Nobody has declared it: a request that needs it is tried.
        </p>
      )}
    </section>
  );
}

/** Groups that may be asked for. */
export function DiscoverableGroups({
  groups,
  supportContact,
}: {
  groups: TokenAnswer['discoverable'];
  supportContact: string | null;
}) {
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="discoverable-title" className="mt-10">
      <h2 id="discoverable-title" className="font-semibold text-lg">
        It may not use, but you may ask for
      </h2>
      <ul className="mt-3 divide-y divide-line rounded-lg border border-line border-dashed">
        {groups.map((group) => (
          <li key={group.id} className="p-5">
            <GroupName id={group.id} title={group.title} />
            {group.description && <p className="mt-1 text-sm">{group.description}</p>}
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

function GroupName({ id, title }: { id: string; title: string | null }) {
  return (
    <h3 className="flex flex-wrap items-baseline gap-x-3">
      <code className="font-mono font-semibold">{id}</code>
      {title && <span className="text-muted">{title}</span>}
    </h3>
  );
}
