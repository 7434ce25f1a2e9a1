/** Is this key press one that opens the search? A slash that belongs into a field does not, and nothing does above a dialog. */
export function asksForSearch(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.repeat || event.isComposing || event.altKey) return false;
  const withCommand = event.ctrlKey || event.metaKey;
  const isAsked = withCommand ? event.key.toLowerCase() === 'k' && !event.shiftKey : event.key === '/';
  if (!isAsked || document.querySelector('dialog[open], [role=dialog], [role=alertdialog]')) return false;
  return withCommand || !isField(event.target);
}

function isField(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [contenteditable]') !== null;
}
