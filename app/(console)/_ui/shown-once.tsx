import { Callout } from '@/app/_ui/callout';
import { CodeBlock } from '@/app/_ui/code-block';

/** A secret that is shown this once: the server keeps no more than its hash. */
export function ShownOnce({ title, secret, children }: { title: string; secret: string; children: string }) {
  return (
    <div className="space-y-4">
      <CodeBlock title={title} wrap>
        {secret}
      </CodeBlock>
      <Callout tone="warn">
        <p>{children}</p>
      </Callout>
    </div>
  );
}
