import { Status } from '@/app/_ui/badge';
import type { GroupDetails } from '@/app/_visit/token-answer';
import { Disclosure } from '../_parts/disclosure';
import { inFull, inShort } from '../_report/figures';
import { AbilitySign, listed, signOf } from './abilities';
import { clients } from './clients';
import { GroupPanel } from './group-panel';
import { healthWords } from './health-words';

interface Props {
  group: GroupDetails;
  groups: readonly GroupDetails[];
  origin: string;
  supportContact: string | null;
  open: boolean;
  onToggle: (id: string) => void;
}

/** One group: its name and what it can do in one line, all of it when it is opened. */
export function GroupRow({ group, groups, origin, supportContact, open, onToggle }: Props) {
  const { tone, short } = healthWords[group.health];
  return (
    <Disclosure
      id={`group-${group.id}`}
      open={open}
      onToggle={() => onToggle(group.id)}
      title={
        <>
          <code className="break-all font-semibold text-sm">{group.id}</code>
          {group.title && (
            <span className="font-normal text-muted text-sm max-md:ml-2.5 md:block lg:ml-2.5 lg:inline">
              {group.title}
            </span>
          )}
        </>
      }
      aside={
        <>
          <span className="basis-full md:w-32 md:shrink-0 md:basis-auto">
            <Status tone={tone}>{short}</Status>
          </span>
          <AtAGlance group={group} />
        </>
      }
    >
      <GroupPanel group={group} groups={groups} origin={origin} supportContact={supportContact} />
    </Disclosure>
  );
}

/** In columns under `GroupColumns` where there is room for them, else a line of words. */
function AtAGlance({ group }: { group: GroupDetails }) {
  const served = clients.filter(({ id }) => group.clients[id].works).length;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5 text-xs md:flex-nowrap md:gap-x-0">
      {listed.map(({ name, short }) => (
        <li key={name} className={`${column} max-md:text-muted`}>
          <AbilitySign able={group.can[name]} />
          <span className="md:sr-only">
            {short}
            <span className="sr-only">: {signOf(group.can[name]).words}</span>
          </span>
        </li>
      ))}
      <li
        className={`${column} tabular-nums`}
        title={group.context_tokens === null ? undefined : `${inFull(group.context_tokens)} tokens`}
      >
        <span className="text-muted md:sr-only">Context</span>
        {group.context_tokens === null ? (
          <span className="text-muted">not declared</span>
        ) : (
          inShort(group.context_tokens)
        )}
      </li>
      <li className={`${column} tabular-nums`}>
        <span className="text-muted md:sr-only">Clients</span>
        {served}
        <span className="text-muted">of {clients.length}</span>
      </li>
    </ul>
  );
}

/** What the columns of the lines below are called; each line says it again for those who do not see columns. */
export function GroupColumns() {
  return (
    <div
      aria-hidden="true"
      className="flex items-center gap-3 rounded-t-lg border-line border-b bg-surface px-5 py-2 font-medium text-muted text-xs max-md:hidden"
    >
      <span className="w-4" />
      <div className="flex grow items-center gap-x-4">
        <span className="grow">Group</span>
        <span className="w-32">Health</span>
        <div className="flex">
          {[...listed.map(({ short }) => short), 'Context', 'Clients'].map((name) => (
            <span key={name} className={column}>
              {name}
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

const column = 'md:w-14 md:shrink-0 md:text-center lg:w-17 inline-flex md:justify-center items-center gap-1';
