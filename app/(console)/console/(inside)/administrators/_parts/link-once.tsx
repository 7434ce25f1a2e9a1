import { ShownOnce } from '../../../../_ui/shown-once';

export function LinkOnce({ url }: { url: string }) {
  return (
    <ShownOnce title="The link" secret={url}>
      It works once, within 24 hours, and is shown only here. Give it to them on a way that you trust: whoever opens it
      first chooses the password.
    </ShownOnce>
  );
}
