'use client';

import { useState } from 'react';
import { Button, buttonClass } from '@/app/_ui/button';
import { Card, CardHead } from '@/app/_ui/card';
import { CopyButton } from '@/app/_ui/copy-button';
import { useAct } from '../../../../_act/use-act';
import { ActProblemNote } from '../../../../_ui/act-problem';

/** The same text as `router export` writes; fetched when it is asked for, because it may be long. */
export function ExportCard() {
  const { run, pending, problem } = useAct('configuration.export');
  const [text, setText] = useState<string | null>(null);

  async function show() {
    setText(await run({}, { refresh: false }));
  }

  return (
    <Card>
      <CardHead
        title="Export"
        actions={
          <div className="flex flex-wrap gap-2">
            <Button pending={pending} onClick={show}>
              {text === null ? 'Show' : 'Show as it is now'}
            </Button>
            <a className={buttonClass()} href="/console/configuration/export" download>
              Download
            </a>
          </div>
        }
      >
        What is in force now, as <code>router export</code> writes it. Applying it here changes nothing.
      </CardHead>
      {(text !== null || problem) && (
        <div className="space-y-3 p-5">
          <ActProblemNote problem={problem} />
          {text !== null && (
            <div data-copy>
              <div className="flex items-center justify-between">
                <p className="text-muted text-sm">{text.split('\n').length.toLocaleString('en')} lines</p>
                <CopyButton what="the configuration" />
              </div>
              <pre
                // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
                tabIndex={0}
                className="mt-1 max-h-[32rem] overflow-auto rounded-md border border-line bg-code p-4 font-mono text-xs"
              >
                {text}
              </pre>
            </div>
          )}
        </div>
      )}
    </Card>
  );
}
