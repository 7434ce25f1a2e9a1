import { Icon } from '@/app/_ui/icon';
import { TextLink } from '@/app/_ui/text-link';
import { mayHere } from '@/app/(console)/_act/ask';
import type { StartSteps } from '@/lib/admin/overview/read-start';

const steps = [
  {
    name: 'provider',
    action: 'providers:write',
    who: 'An owner, an admin or an operator adds it.',
    title: 'Add a provider',
    words: 'Where models are served: its address and its key. Only this server ever sees the key again.',
    href: '/console/providers',
    link: 'Providers',
  },
  {
    name: 'group',
    action: 'groups:write',
    who: 'An owner or an admin makes it.',
    title: 'Make a model group',
    words:
      'The name that callers ask for. Behind it stand one or more of the provider’s models, which you may change later.',
    href: '/console/groups',
    link: 'Groups',
  },
  {
    name: 'token',
    action: 'tokens:write',
    who: 'An owner or an admin creates it.',
    title: 'Create a caller token',
    words: 'For a person or a program. It says which groups they may use, and is shown once.',
    href: '/console/tokens',
    link: 'Tokens',
  },
  {
    name: 'request',
    action: null,
    who: '',
    title: 'Send the first request',
    words:
      'With that token, to this address. The Quickstart has the command, and this page the request a moment later.',
    href: '/docs/getting-started/quickstart',
    link: 'Quickstart',
  },
] as const;

/** What to do first on a new deployment, each step ticked when it is done; where a role may not do one, who may. */
export async function FirstSteps({ done }: { done: StartSteps }) {
  const next = steps.find(({ name }) => !done[name]);
  if (!next) return null;
  const may = new Map<string, boolean>();
  for (const { name, action } of steps) may.set(name, action === null || (await mayHere(action)));
  return (
    <section aria-labelledby="first-steps" className="mb-6 rounded-lg border border-accent/30 bg-accent-wash p-5">
      <h2 id="first-steps" className="font-semibold text-base tracking-tight">
        From here to the first request
      </h2>
      <ol className="mt-3 grid gap-x-8 gap-y-4 md:grid-cols-2">
        {steps.map(({ name, title, words, who, href, link }, place) => (
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
                  {words} {may.get(name) ? <TextLink href={href}>{link}</TextLink> : who}
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </section>
  );
}
