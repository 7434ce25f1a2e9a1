/** Scrolls a list to the page that is being read, where that is out of its view. The page itself does not move. */
export function bringCurrentIntoView(list: HTMLElement | null): void {
  const current = list?.querySelector('[aria-current=page]');
  if (!list || !current) return;
  const view = list.getBoundingClientRect();
  const item = current.getBoundingClientRect();
  if (item.top >= view.top && item.bottom <= view.bottom) return;
  list.scrollTop += item.top - view.top - (view.height - item.height) / 2;
}
