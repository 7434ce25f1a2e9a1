'use client';

import { useState } from 'react';
import { Status } from '@/app/_ui/badge';
import { CopyButton } from '@/app/_ui/copy-button';
import { describedBy, Field, Input, Select } from '@/app/_ui/field';
import { type ClientKind, clientKinds, judgeBaseUrl } from './judge-base-url';

/** Compares what a program is set to with what it should be; all of it in the page. */
export function BaseUrlCheck({ origin }: { origin: string }) {
  const [kind, setKind] = useState<ClientKind>('openai');
  const [typed, setTyped] = useState('');
  const verdict = typed.trim() === '' ? null : judgeBaseUrl(typed, kind, origin);
  const { value } = verdict ?? judgeBaseUrl(origin, kind, origin);
  return (
    <div className="space-y-3">
      <div className="grid gap-3 sm:grid-cols-2">
        <div>
          <label htmlFor="base-url-kind" className="font-medium text-sm">
            Program
          </label>
          <div className="mt-1.5">
            <Select
              id="base-url-kind"
              value={kind}
              onChange={(event) => setKind(clientKinds.find((each) => each === event.target.value) ?? 'openai')}
            >
              {clientKinds.map((each) => (
                <option key={each} value={each}>
                  {names[each]}
                </option>
              ))}
            </Select>
          </div>
        </div>
        <Field label="Its base URL" id="base-url">
          <Input
            {...describedBy('base-url')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            placeholder={value}
            spellCheck={false}
            autoComplete="off"
            inputMode="url"
            className="font-mono"
          />
        </Field>
      </div>
      <div role="status">
        {verdict && (
          <>
            <Status tone={verdict.right ? 'good' : 'bad'}>
              {verdict.right ? 'That is right.' : 'That is not right.'}
            </Status>
            {verdict.notes.map((note) => (
              <p key={note} className="wrap-anywhere text-pretty text-soft">
                {note}
              </p>
            ))}
          </>
        )}
      </div>
      <p className="flex flex-wrap items-center gap-x-2" data-copy>
        <span className="text-muted">It should be </span>
        <code className="break-all font-medium">{value}</code>
        <CopyButton what="the base URL" />
      </p>
    </div>
  );
}

const names: Readonly<Record<ClientKind, string>> = {
  openai: 'OpenAI SDK, Codex, AI SDK, Open WebUI',
  anthropic: 'Claude Code, Anthropic SDK',
  router: 'ROUTER_BASE_URL in the examples',
};
