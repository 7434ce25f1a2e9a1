/** Which option a key leads to; undefined where the key is the field's own. Up and down go round. */
export function nextChoice(
  event: { key: string; shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean },
  choice: number | null,
  count: number,
): number | undefined {
  if (count === 0 || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  switch (event.key) {
    case 'ArrowDown':
      return choice === null ? 0 : (choice + 1) % count;
    case 'ArrowUp':
      return choice === null ? count - 1 : (choice - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
}
