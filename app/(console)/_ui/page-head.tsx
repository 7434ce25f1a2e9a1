import { Fragment, type ReactNode } from 'react';
import { TextLink } from '@/app/_ui/text-link';

interface Props {
  title: ReactNode;
  /** Where this page stands: the places above it. */
  above?: readonly { href: string; label: string }[];
  actions?: ReactNode;
  children?: ReactNode;
}

/** What a page of the console is, in one sentence, and what can be done with all of it. */
export function PageHead({ title, above = [], actions, children }: Props) {
  return (
    <header className="mb-6">
      {above.length > 0 && (
        <nav aria-label="Above this page" className="mb-2 text-muted text-sm">
          {above.map(({ href, label }, index) => (
            <Fragment key={href}>
              {index > 0 && <span aria-hidden="true"> / </span>}
              <TextLink href={href}>{label}</TextLink>
            </Fragment>
          ))}
        </nav>
      )}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="break-words font-semibold text-xl tracking-tight sm:text-2xl">{title}</h1>
          {children && <div className="mt-1 max-w-2xl text-pretty text-muted">{children}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
    </header>
  );
}
