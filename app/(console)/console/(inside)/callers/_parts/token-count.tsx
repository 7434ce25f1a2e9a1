import { TextLink } from '@/app/_ui/text-link';

interface Props {
  tokens: number;
  active: number;
  /** The list of them. */
  href: string;
}

/** How many tokens, and how many of them a request would be served with. */
export function TokenCount({ tokens, active, href }: Props) {
  if (tokens === 0) return <span className="text-muted">none</span>;
  return (
    <>
      <TextLink href={href}>{tokens.toLocaleString('en')}</TextLink>
      {active < tokens && <span className="block text-muted text-xs">{active.toLocaleString('en')} active</span>}
    </>
  );
}
