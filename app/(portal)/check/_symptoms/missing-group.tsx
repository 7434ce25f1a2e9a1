'use client';

import { useState } from 'react';
import { Status, type Tone } from '@/app/_ui/badge';
import { describedBy, Field, Input } from '@/app/_ui/field';
import { SupportContact } from '@/app/_ui/support-contact';
import { TextLink } from '@/app/_ui/text-link';
import type { TokenAnswer } from '@/app/_visit/token-answer';
import { findGroup, type GroupFinding } from './find-group';

/** Looks a name up in what the token's holder has been told already: nothing is asked, and nothing else can be found out. */
export function MissingGroup({ token, supportContact }: { token: TokenAnswer; supportContact: string | null }) {
  const [typed, setTyped] = useState('');
  const finding = typed.trim() === '' ? null : findGroup(typed, token);
  return (
    <div className="space-y-3">
      <Field label="Name of the group" id="missing-group">
        <Input
          {...describedBy('missing-group')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          spellCheck={false}
          autoComplete="off"
          className="font-mono sm:max-w-80"
        />
      </Field>
      <div role="status" className="min-h-6">
        {finding && <Words finding={finding} supportContact={supportContact} />}
      </div>
    </div>
  );
}

function Words({ finding, supportContact }: { finding: GroupFinding; supportContact: string | null }) {
  const { tone, short } = verdicts[finding.kind];
  return (
    <>
      <Status tone={tone}>{short}</Status>
      <p className="text-pretty text-soft">
        {finding.kind === 'allowed' && (
          <>
            This token may use it: <GroupLink id={finding.id} />. A list without it was made with another token.
          </>
        )}
        {finding.kind === 'alias' && (
          <>
            It is another name of <GroupLink id={finding.id} />, and may be called. Lists name aliases to Anthropic
            clients alone.
          </>
        )}
        {finding.kind === 'spelling' && (
          <>
            Names are taken letter by letter. This token has <code>{finding.name}</code>.
          </>
        )}
        {finding.kind === 'discoverable' && (
          <>
            It is not on this token’s allow list, and may be asked for. <SupportContact contact={supportContact} />
          </>
        )}
        {finding.kind === 'unlisted' && (
          <>
            It is not on this token’s allow list. Whether there is such a group is not told; check its spelling, then
            ask for it. <SupportContact contact={supportContact} />
          </>
        )}
      </p>
    </>
  );
}

const verdicts: Readonly<Record<GroupFinding['kind'], { tone: Tone; short: string }>> = {
  allowed: { tone: 'good', short: 'Allowed' },
  alias: { tone: 'good', short: 'Allowed, as an alias' },
  spelling: { tone: 'warn', short: 'Almost' },
  discoverable: { tone: 'warn', short: 'May be asked for' },
  unlisted: { tone: 'bad', short: 'Not on its list' },
};

function GroupLink({ id }: { id: string }) {
  return (
    <TextLink href={`#group-${id}`} className="wrap-anywhere font-mono">
      {id}
    </TextLink>
  );
}
