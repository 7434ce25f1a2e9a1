import { Badge, Status } from '@/app/_ui/badge';
import { Callout } from '@/app/_ui/callout';
import { CodeBlock } from '@/app/_ui/code-block';
import { Kbd } from '@/app/_ui/kbd';
import { TextLink } from '@/app/_ui/text-link';
import { Line, Piece, Shelf } from './shelf';

const tones = ['neutral', 'accent', 'good', 'warn', 'bad'] as const;
const long = `curl -sS "$ROUTER_BASE_URL/v1/models" -H "Authorization: Bearer $ROUTER_TOKEN" -H "X-A-Header-That-Is-Long: yes"`;

export function Words() {
  return (
    <Shelf title="Words">
      <Piece name="text-link, kbd">
        <Line>
          <TextLink href="/docs">A link within text</TextLink>
          <TextLink href="https://example.com">and one elsewhere</TextLink>
          <span>
            <Kbd>Ctrl</Kbd> <Kbd>K</Kbd>
          </span>
        </Line>
      </Piece>
      <Piece name="badge">
        <Line>
          {tones.map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
          <Badge mono>403</Badge>
        </Line>
      </Piece>
      <Piece name="status">
        <Line>
          {tones.map((tone) => (
            <Status key={tone} tone={tone}>
              {tone}
            </Status>
          ))}
        </Line>
      </Piece>
      <Piece name="callout">
        <div className="space-y-3">
          {tones.map((tone) => (
            <Callout key={tone} tone={tone} title={tone === 'neutral' ? undefined : `A title, ${tone}`}>
              What must not be missed, with <TextLink href="/docs">a link</TextLink>.
            </Callout>
          ))}
        </div>
      </Piece>
      <Piece name="code-block, scrolling and wrapped">
        <div className="grid gap-4 sm:grid-cols-2">
          <CodeBlock title="Terminal">
            <code>{long}</code>
          </CodeBlock>
          <CodeBlock title="Terminal" wrap>
            <code>{long}</code>
          </CodeBlock>
        </div>
      </Piece>
    </Shelf>
  );
}
