import Link from 'next/link';
import type { ComponentProps } from 'react';
import { CodeBlock } from '@/app/_ui/code-block';
import { ContactLine } from './contact-line';
import { FaultIndex } from './fault-index';
import { ApiBase, Origin } from './origin';
import { SettingsTable } from './settings-table';

/** What a page's Markdown becomes, and the components that a page may use by name. */
export const mdxComponents = {
  a: Anchor,
  h2: (props: ComponentProps<'h2'>) => <Heading as="h2" {...props} />,
  h3: (props: ComponentProps<'h3'>) => <Heading as="h3" {...props} />,
  pre: CodeBlock,
  table: Table,
  ApiBase,
  ContactLine,
  FaultIndex,
  Origin,
  SettingsTable,
};

function Anchor({ href = '', ...props }: ComponentProps<'a'>) {
  return href.startsWith('/') ? <Link href={href} prefetch={false} {...props} /> : <a href={href} {...props} />;
}

function Heading({ as: Tag, id, children, ...props }: ComponentProps<'h2'> & { as: 'h2' | 'h3' }) {
  return (
    <Tag id={id} {...props}>
      {id ? (
        <a href={`#${id}`} className="heading-anchor">
          {children}
        </a>
      ) : (
        children
      )}
    </Tag>
  );
}

/** A wide table scrolls by itself, so that the page does not; it takes focus so that the keyboard can scroll it. */
function Table(props: ComponentProps<'table'>) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, and a section would be one more landmark
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className="table-scroll" role="group" tabIndex={0} aria-label="Table">
      <table {...props} />
    </div>
  );
}
