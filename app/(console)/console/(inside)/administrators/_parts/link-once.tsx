import { ShownOnce } from '../../../../_ui/shown-once';

/** The link as it is reached from this browser, which knows better than the server where that is. */
export function LinkOnce({ url }: { url: string }) {
  const { pathname, hash } = new URL(url);
  return (
    <ShownOnce title="The link" secret={`${window.location.origin}${pathname}${hash}`}>
      It works once, within 24 hours, and is shown only here. Give it to them on a way that you trust: whoever opens it
      first chooses the password.
    </ShownOnce>
  );
}
