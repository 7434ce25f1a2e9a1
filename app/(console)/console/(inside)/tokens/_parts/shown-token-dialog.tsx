'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '@/app/_ui/button';
import { Callout } from '@/app/_ui/callout';
import { CodeBlock } from '@/app/_ui/code-block';
import { Dialog } from '@/app/_ui/dialog';
import type { CreatedToken } from '@/lib/admin/contract';
import { saveText } from './save-text';

interface Props {
  made: CreatedToken;
  /** A group it may use, for the examples; empty where there is none. */
  model: string;
  /** What else is to know. */
  children?: ReactNode;
  /** From then on nobody can see the token again. */
  onClose: () => void;
}

/** The token in clear, this once. It stands in this dialog and nowhere else, and goes with it. */
export function ShownTokenDialog({ made, model, children, onClose }: Props) {
  const [isLeaving, setLeaving] = useState(false);
  const { token, token_id } = made;
  const origin = window.location.origin;
  return (
    <Dialog
      open
      onOpenChange={() => setLeaving(true)}
      title="The token, this once"
      description={
        <>
          <code className="break-all">{token_id}</code> works from now on. Store the token before you go on: nobody can
          show it again.
        </>
      }
      actions={
        <>
          <Button onClick={() => saveText(`${token_id}.env`, envFile(origin, token, model))}>Download as .env</Button>
          <Button look="primary" onClick={onClose}>
            I have stored it
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        {children}
        <CodeBlock title="Token" wrap>
          {token}
        </CodeBlock>
        <CodeBlock title="Try it, with the token in ROUTER_TOKEN">{curl(origin)}</CodeBlock>
        {isLeaving && (
          <Callout tone="warn" title="Is it stored?">
            <p>Closed without, it is lost, and you make another in its place.</p>
            <Button size="small" className="mt-2" onClick={onClose}>
              Close without storing it
            </Button>
          </Callout>
        )}
      </div>
    </Dialog>
  );
}

function envFile(origin: string, token: string, model: string): string {
  return `ROUTER_BASE_URL=${origin}\nROUTER_TOKEN=${token}\nROUTER_MODEL=${model}\n`;
}

function curl(origin: string): string {
  return `curl -sS ${origin}/v1/models \\\n  -H "Authorization: Bearer $ROUTER_TOKEN"`;
}
