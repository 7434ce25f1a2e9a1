'use client';

import { type ComponentProps, createContext, use, useEffect, useState } from 'react';
import { CodeBlock } from '@/app/_ui/code-block';
import { CopyButton } from '@/app/_ui/copy-button';
import { readHeld, useHeld } from '@/app/_visit/held';
import { askForToken } from '@/app/_visit/token-request';
import { workingText } from '@/app/_visit/working-text';
import { BarButton } from './bar-button';
import { Revealed } from './fills';
import { useRun } from './use-run';

interface Props extends Omit<ComponentProps<'pre'>, 'ref'> {
  title?: string;
  /** Does it name a group or a token, which are filled in when they are known? */
  fills: 'token' | 'model' | null;
  /** What this deployment is called in it, where it is a request that can be sent from here. */
  runsAt: string | null;
}

/** Is it one of several tabs, whose frame it stands in? */
export const InTabs = createContext(false);

/** An example: its code, which becomes the reader's own with their token, and what can be done with it. */
export function SampleBlock({ title, fills, runsAt, children, ...props }: Props) {
  const inTabs = use(InTabs);
  const held = useHeld();
  const [revealed, setRevealed] = useState(false);
  const run = useRun(inTabs ? null : runsAt);

  useEffect(() => {
    if (!held) setRevealed(false);
  }, [held]);

  const copies =
    fills === 'token' && held
      ? { read: withToken, note: 'with your token', onFailed: () => setRevealed(true) }
      : undefined;
  const block = (
    <CodeBlock
      {...props}
      title={title}
      framed={inTabs || run.open}
      actions={
        <>
          {fills && !held && <BarButton onClick={(event) => askForToken(event.currentTarget)}>Use my token</BarButton>}
          {fills === 'token' && held && <RevealButton revealed={revealed} onReveal={setRevealed} />}
          <CopyButton what={title ?? 'this code'} copies={copies} />
          {run.button}
        </>
      }
    >
      <Revealed value={revealed}>{children}</Revealed>
    </CodeBlock>
  );
  if (inTabs || !runsAt) return block;
  return (
    <div data-sample className={run.open ? 'overflow-hidden rounded-lg border border-line' : undefined}>
      {block}
      {run.panel}
    </div>
  );
}

const withToken = (source: Element | null | undefined) => workingText(source, readHeld());

function RevealButton({ revealed, onReveal }: { revealed: boolean; onReveal: (revealed: boolean) => void }) {
  return (
    <BarButton onClick={() => onReveal(!revealed)} label={revealed ? 'Hide the token' : 'Reveal the token'}>
      {revealed ? 'Hide' : 'Reveal'}
    </BarButton>
  );
}
