import { TextLink } from '@/app/_ui/text-link';

/** What can be the matter when nothing arrives. */
export function NothingYet({ origin, tokenId }: { origin: string; tokenId: string }) {
  return (
    <div className="mt-2 text-soft">
      <p>Nothing yet. Two things never show here:</p>
      <ul>
        <li>
          A request to another address. In the same shell, <code>echo "$ROUTER_BASE_URL"</code> must print{' '}
          <code>{origin}</code>. <TextLink href="/check#symptoms">Check my groups</TextLink> judges any other program’s
          address, under “is the base URL right?”.
        </li>
        <li>
          A request without this very token. <code>echo "$ROUTER_TOKEN"</code> must begin with <code>{tokenId}</code>:
          any other is answered with <code>401</code>, which belongs to nobody.
        </li>
      </ul>
    </div>
  );
}
