import { Badge } from '@/app/_ui/badge';
import { CodeBlock } from '@/app/_ui/code-block';
import { TextLink } from '@/app/_ui/text-link';
import { faultExamples } from '@/lib/docs/fault-examples';
import { requestOrigin } from '@/lib/docs/request-origin';
import { type CatalogueEntry, catalogue, type FaultCode } from '@/lib/faults/catalogue';
import { DocsPageFrame } from './docs-page';
import { PageTitle } from './page-title';

const headings = [
  { title: 'If you are calling', url: '#calling', depth: 2 },
  { title: 'If you run this deployment', url: '#running', depth: 2 },
  { title: 'What the answer looks like', url: '#answer', depth: 2 },
] as const;

/** The page of one fault, made from the catalogue. */
export async function FaultPage({ code }: { code: FaultCode }) {
  const entry: CatalogueEntry = catalogue[code];
  const examples = faultExamples(code, await requestOrigin());
  const [calling, running, answer] = headings;
  return (
    <DocsPageFrame headings={headings}>
      <PageTitle title={entry.title} description={entry.message} above={<Above code={code} entry={entry} />} />
      <div className="prose">
        <h2 id="calling">{calling.title}</h2>
        <p>{entry.calling}</p>
        <h2 id="running">{running.title}</h2>
        <p>{entry.running}</p>
        <h2 id="answer">{answer.title}</h2>
        <p>
          The headers carry the code in <code>x-router-error</code>, the request id in <code>x-request-id</code>, and{' '}
          <code>x-should-retry: {String(entry.retry)}</code>.
        </p>
        <CodeBlock title="In OpenAI’s shape" wrap>
          <code>{examples.openai}</code>
        </CodeBlock>
        <CodeBlock title="In Anthropic’s shape" wrap>
          <code>{examples.anthropic}</code>
        </CodeBlock>
        <p>
          <TextLink href="/docs/errors">Every fault code</TextLink> · <TextLink href="/check">Check my groups</TextLink>
        </p>
      </div>
    </DocsPageFrame>
  );
}

function Above({ code, entry }: { code: FaultCode; entry: CatalogueEntry }) {
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <Badge mono tone={entry.status >= 500 ? 'bad' : 'warn'}>
        {entry.status}
      </Badge>
      <code className="text-soft">{code}</code>
      <span className="text-muted">{entry.retry ? 'The same request may succeed later' : 'A retry does not help'}</span>
    </p>
  );
}
