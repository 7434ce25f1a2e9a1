import type { ReactNode } from 'react';
import { CodeBlock } from '@/app/_ui/code-block';

/** The first thing to send, for someone with a terminal. In a demo it needs nothing filled in. */
export function FirstCall({ origin, token }: { origin: string; token: string | null }) {
  return (
    <CodeBlock title="Ask which model groups your token may use" wrap>
      <code>
        <Word kind="keyword">export</Word> <Word kind="name">ROUTER_BASE_URL</Word>=
        <Word kind="string">"{origin}"</Word>
        {'\n'}
        <Word kind="keyword">export</Word> <Word kind="name">ROUTER_TOKEN</Word>=
        <Word kind="string">"{token ?? 'your caller token'}"</Word>
        {'\n\n'}
        <Word kind="function">curl</Word> -sS <Word kind="string">"</Word>
        <Word kind="name">$ROUTER_BASE_URL</Word>
        <Word kind="string">/v1/models"</Word> \{'\n  '}-H <Word kind="string">"Authorization: Bearer </Word>
        <Word kind="name">$ROUTER_TOKEN</Word>
        <Word kind="string">"</Word>
      </code>
    </CodeBlock>
  );
}

const colours = {
  keyword: 'text-(--code-keyword)',
  name: 'text-(--code-name)',
  string: 'text-(--code-string)',
  function: 'text-(--code-function)',
};

function Word({ kind, children }: { kind: keyof typeof colours; children: ReactNode }) {
  return <span className={colours[kind]}>{children}</span>;
}
