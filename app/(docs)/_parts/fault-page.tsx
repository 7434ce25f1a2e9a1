import Link from 'next/link';
import { faultExamples } from '@/lib/docs/fault-examples';
import { requestOrigin } from '@/lib/docs/request-origin';
import { type CatalogueEntry, catalogue, type FaultCode } from '@/lib/faults/catalogue';
import { CodeBlock } from './code-block';
import { PageTitle } from './page-title';

/** The page of one fault, made from the catalogue. */
export async function FaultPage({ code }: { code: FaultCode }) {
  const entry: CatalogueEntry = catalogue[code];
  const examples = faultExamples(code, await requestOrigin());
  return (
    <article>
      <PageTitle title={entry.title} description={entry.message} above={<Above code={code} entry={entry} />} />
      <div className="prose">
        <h2>If you are calling</h2>
        <p>{entry.calling}</p>
        <h2>If you run this deployment</h2>
        <p>{entry.running}</p>
        <h2>What the answer looks like</h2>
        <p>
          The headers carry the code in <code>x-router-error</code>, the request id in <code>x-request-id</code>, and{' '}
          <code>x-should-retry: {String(entry.retry)}</code>.
        </p>
        <CodeBlock title="In OpenAI’s shape">
          <code className="wrap-anywhere whitespace-pre-wrap">{examples.openai}</code>
        </CodeBlock>
        <CodeBlock title="In Anthropic’s shape">
          <code className="wrap-anywhere whitespace-pre-wrap">{examples.anthropic}</code>
        </CodeBlock>
        <p>
          <Link href="/docs/errors">Every fault code</Link> · <Link href="/check">Check my groups</Link>
        </p>
      </div>
    </article>
  );
}

function Above({ code, entry }: { code: FaultCode; entry: CatalogueEntry }) {
  return (
    <p className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-1 font-mono text-sm">
      <span className="rounded border border-line bg-surface px-2 py-0.5">{entry.status}</span>
      <code>{code}</code>
      <span className="font-sans text-muted">
        {entry.retry ? 'The same request may succeed later' : 'A retry does not help'}
      </span>
    </p>
  );
}
