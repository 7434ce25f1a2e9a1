import { TextLink } from '@/app/_ui/text-link';
import { tokenPage } from '../../../../../_nav/links';

/** Another token, by the name that it is known by. */
export function TokenLink({ id }: { id: string }) {
  return (
    <TextLink href={tokenPage(id)}>
      <code className="break-all">{id}</code>
    </TextLink>
  );
}
