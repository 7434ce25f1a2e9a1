import { TextLink } from '@/app/_ui/text-link';
import type { Demo } from '@/lib/runtime/runtime';

const behind: Record<Demo['provider'], string> = {
  mock: 'A built-in mock answers, so nothing leaves this machine and nothing costs anything.',
  openai: 'Your OpenAI key answers: requests cost what they cost there.',
  anthropic: 'Your Anthropic key answers: requests cost what they cost there.',
};

interface Props {
  demo: Demo;
  origin: string;
  /** Does the command on this page carry the demo's token? */
  hasToken: boolean;
}

/** That this is a demo, and what there is to see in it. */
export function DemoCard({ demo, origin, hasToken }: Props) {
  return (
    <section aria-labelledby="demo" className="mt-4 rounded-lg border border-accent/30 bg-accent-wash p-5 sm:p-6">
      <h2 id="demo" className="flex flex-wrap items-center gap-x-2.5 gap-y-1 font-semibold text-lg">
        This deployment is a demo
      </h2>
      <p className="mt-2 max-w-[52rem] text-pretty text-soft">
        {behind[demo.provider]}{' '}
        {hasToken
          ? 'The command above carries a token that works: paste it as it is.'
          : 'Its tokens are told in the terminal that it was started from.'}{' '}
        Then name one of these groups in <code>model</code>, or let <TextLink href="/check">Check my groups</TextLink>{' '}
        tell them apart.
      </p>
      <dl className="mt-4 grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        {demo.groups.map(({ id, story }) => (
          <div key={id} className="min-w-0">
            <dt>
              <code className="font-medium text-sm">{id}</code>
            </dt>
            <dd className="text-pretty text-muted text-sm">{story}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-4 text-muted text-sm">
        In a terminal, <code className="wrap-anywhere text-soft">curl {origin}</code> says how to go on.
      </p>
    </section>
  );
}
