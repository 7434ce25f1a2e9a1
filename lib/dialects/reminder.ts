/**
 * Instructions that come in mid-conversation, for upstreams that take them only at the beginning: the user's words, in tags
 * that models know for what they are. To move them to the beginning would change what they follow.
 */
export function asReminder(text: string): string {
  return `<system-reminder>\n${text}\n</system-reminder>`;
}
