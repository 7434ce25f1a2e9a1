import Link from 'next/link';
import type { ComponentProps } from 'react';
import { CompatibilityTable, EffortTable, QuirkTable } from './compatibility';
import { ConfigFields } from './config-reference';
import { ContactLine } from './contact-line';
import { EndpointTable } from './endpoint-table';
import { FaultIndex } from './fault-index';
import { FirstRequest } from './first-request/first-request';
import { MetricsTable } from './metrics-table';
import { ApiBase, Host, Origin, Scheme } from './origin';
import { PolicyFields } from './policy-reference';
import { Model, Token } from './samples/fills';
import { SampleCode } from './samples/sample';
import { Sample } from './samples/sample-tab-group';
import { SampleTabs } from './samples/sample-tabs';
import { ScrollingTable } from './scrolling-table';
import { SettingsTable } from './settings-table';
import { TokenInPage } from './token-in-page';

/** What a page's Markdown becomes, and the components that a page may use by name. */
export const mdxComponents = {
  a: Anchor,
  h2: (props: ComponentProps<'h2'>) => <Heading as="h2" {...props} />,
  h3: (props: ComponentProps<'h3'>) => <Heading as="h3" {...props} />,
  pre: SampleCode,
  table: ScrollingTable,
  ApiBase,
  CompatibilityTable,
  ConfigFields,
  ContactLine,
  EffortTable,
  EndpointTable,
  FaultIndex,
  FirstRequest,
  Host,
  MetricsTable,
  Model,
  Origin,
  PolicyFields,
  QuirkTable,
  Sample,
  SampleTabs,
  Scheme,
  SettingsTable,
  Token,
  TokenInPage,
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
