import { Icon } from '@/app/_ui/icon';
import { TextLink } from '@/app/_ui/text-link';
import type { StartSteps } from '@/lib/admin/overview/read-start';

const steps = [
  {
    name: 'provider',
    title: 'Add a provider',
    words: 'Where models are served: its address and its key. Only this server ever sees the key again.',
    href: '/console/providers',
    link: 'Providers',
  },
  {
    name: 'group',
    title: 'Make a model group',
    words:
      'The name that callers ask for. Behind it stand one or more of the provider’s models, which you may change later.',
    href: '/console/groups',
    link: 'Groups',
  },
  {
    name: 'token',
    title: 'Create a caller token',
    words: 'For a person or a program. It says which groups they may use, and is shown once.',
    href: '/console/tokens',
    link: 'Tokens',
  },
  {
    name: 'request',
    title: 'Send the first request',
    words:
      'With that token, to this address. The Quickstart has the command, and this page the request a moment later.',
    href: '/docs/getting-started/quickstart',
    link: 'Quickstart',
  },
] as const;

/** What to do first on a new deployment, each step ticked when it is done. */
export function FirstSteps({ done }: { done: StartSteps }) {
  const next = steps.find(({ name }) => !done[name]);
  if (!next) return null;
  return (
    <section aria-labelledby="first-steps" className="mb-6 rounded-lg border border-accent/30 bg-accent-wash p-5">
      <h2 id="first-steps" className="font-semibold text-base tracking-tight">
        From here to the first request
      </h2>
      <ol className="mt-3 grid gap-x-8 gap-y-4 md:grid-cols-2">
        {steps.map(({ name, title, words, href, link }, place) => (
          <li key={name} className="flex gap-3" aria-current={name === next.name ? 'step' : undefined}>
            <span
              aria-hidden="true"
              className={`mt-0.5 flex size-6 shrink-0 items-center justify-center rounded-full border font-medium text-xs ${done[name] ? 'border-transparent bg-accent text-accent-ink' : 'border-accent text-accent'}`}
            >
              {done[name] ? <Icon name="check" className="size-3.5" /> : place + 1}
            </span>
            <div className="min-w-0 text-sm">
              <p className="font-medium">
                {title}
                {done[name] && <span className="text-muted"> – done</span>}
              </p>
              {!done[name] && (
                <p className="text-pretty text-soft">
                  {words} <TextLink href={href}>{link}</TextLink>
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
