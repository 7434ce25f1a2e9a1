'use client';

import { Tabs } from '@base-ui/react/tabs';
import { Status } from '@/app/_ui/badge';
import { CodeBlock } from '@/app/_ui/code-block';
import { SupportContact } from '@/app/_ui/support-contact';
import { TextLink } from '@/app/_ui/text-link';
import type { GroupDetails } from '@/app/_visit/token-answer';
import type { ClientId } from '@/lib/gateway/contract';
import { configurationOf } from './client-configuration';
import { judgeInWords, type VerdictWords } from './client-verdict';
import { clients } from './clients';

interface Props {
  group: GroupDetails;
  groups: readonly GroupDetails[];
  origin: string;
  supportContact: string | null;
}

/** The programs side by side, each with whether it works; what the chosen one is told stands below. */
export function ClientTabs({ group, groups, origin, supportContact }: Props) {
  const all = clients.map((client) => ({ ...client, words: judgeInWords(client.id, group, groups) }));
  const first = all.find(({ words }) => words.tone !== 'bad') ?? all[0];
  return (
    <Tabs.Root defaultValue={first?.id}>
      <Tabs.List aria-label="Program" className="grid grid-cols-2 gap-2 lg:grid-cols-4">
        {all.map(({ id, name, words }) => (
          <Tabs.Tab
            key={id}
            value={id}
            className="cursor-pointer rounded-md border border-line bg-raised px-3 py-2 text-left transition-colors hover:border-field data-active:border-accent data-active:bg-accent-wash"
          >
            <span className="block font-medium text-sm">{name}</span>
            <Status tone={words.tone}>{words.short}</Status>
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {all.map(({ id, name, page, words }) => (
        <Tabs.Panel key={id} value={id} className="pt-4">
          <Verdict words={words} supportContact={supportContact} />
          {words.tone !== 'bad' && <Configurations client={id} group={group} origin={origin} />}
          <p className="mt-3 text-muted text-sm">
            The token is taken from <code className="text-soft">ROUTER_TOKEN</code> in the environment.{' '}
            <TextLink href={page}>More about {name}</TextLink>
          </p>
        </Tabs.Panel>
      ))}
    </Tabs.Root>
  );
}

function Verdict({ words, supportContact }: { words: VerdictWords; supportContact: string | null }) {
  return (
    <div className="max-w-2xl space-y-2 text-sm">
      <p className="text-pretty">{words.sentence}</p>
      {words.setting && <code className="block w-fit break-all rounded-md bg-sunken px-2.5 py-1">{words.setting}</code>}
      {words.others.length > 0 && (
        <p>
          Of this token’s groups it works with{' '}
          {words.others.map((id, place) => (
            <span key={id}>
              {place > 0 && (place === words.others.length - 1 ? ' and ' : ', ')}
              <TextLink href={`#group-${id}`} className="font-mono">
                {id}
              </TextLink>
            </span>
          ))}
          .
        </p>
      )}
      {words.needsHelp && (
        <p>
          None of this token’s groups serves it. Ask your administrator for one that does.{' '}
          <SupportContact contact={supportContact} />
        </p>
      )}
      {words.leftOut.length > 0 && (
        <div className="text-muted">
          <p>
            Where the models behind it cannot be told something, it is left out and named in{' '}
            <code>x-router-degraded</code>:
          </p>
          <ul className="mt-1 list-disc pl-5">
            {words.leftOut.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

function Configurations({ client, group, origin }: { client: ClientId; group: GroupDetails; origin: string }) {
  return (
    <div className="mt-4 space-y-3">
      {configurationOf(client, { origin, group }).map(({ title, text }) => (
        <CodeBlock key={title} title={title}>
          <code>{text}</code>
        </CodeBlock>
      ))}
    </div>
  );
}
