import { CodeBlock } from '@/app/_ui/code-block';
import { SupportContact } from '@/app/_ui/support-contact';
import { TextLink } from '@/app/_ui/text-link';
import type { GroupDetails, TokenAnswer } from '@/app/_visit/token-answer';
import { GroupName } from './group-name';
import { GroupTable } from './group-table';

/** The groups on the token's allow list. */
export function GroupList({ groups, active }: { groups: GroupDetails[]; active: boolean }) {
  const [first] = groups;
  return (
    <section aria-labelledby="groups-title" className="mt-10">
      <h2 id="groups-title" className="font-semibold text-lg tracking-tight">
        {active ? 'It may use' : 'It could use, were it active'}
      </h2>
      {first ? (
        <GroupTable groups={groups} />
      ) : (
        <p className="mt-2 text-muted">
          No model group at all: its allow list is empty. Ask your administrator for one.
        </p>
      )}
      {groups.some(({ can }) => Object.values(can).includes(null)) && (
        <p className="mt-3 text-muted text-sm">
          <span className="font-mono text-warn">?</span> Nobody has declared it: a request that needs it is tried.
        </p>
      )}
      {active && first && <NextStep model={first.id} />}
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
      <h2 id="discoverable-title" className="font-semibold text-lg tracking-tight">
        It may not use, but you may ask for
      </h2>
      <ul className="mt-3 divide-y divide-line rounded-lg border border-line-strong border-dashed">
        {groups.map((group) => (
          <li key={group.id} className="px-4 py-3">
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

function NextStep({ model }: { model: string }) {
  return (
    <div className="mt-8">
      <CodeBlock title="Ask for one of them" wrap>
        <code>
          export ROUTER_MODEL=<span className="text-(--code-string)">"{model}"</span>
        </code>
      </CodeBlock>
      <p className="mt-3 text-muted text-sm">
        Then send{' '}
        <TextLink href="/docs/getting-started/available-models-and-access#the-first-request">
          the first request
        </TextLink>
        .
      </p>
    </div>
  );
}
