import { TextLink } from '@/app/_ui/text-link';
import type { Gone } from '@/lib/admin/requests/story';

interface Props {
  name: string;
  page: (name: string) => string;
  isGone: boolean;
}

/** A name that leads to its page, as long as there is one. */
export function LinkUnlessGone({ name, page, isGone }: Props) {
  if (!isGone) return <TextLink href={page(name)}>{name}</TextLink>;
  return (
    <>
      {name} <span className="text-muted">(gone)</span>
    </>
  );
}

/** Is a target's provider gone? */
export function isOfGone(target: string, { providers }: Gone): boolean {
  return providers.includes(target.slice(0, target.indexOf('/')));
}
