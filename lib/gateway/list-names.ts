/** A caller with hundreds of groups reads enough of them to see what is meant; GET /v1/models has them all. */
export function listNames(names: readonly string[]): string {
  const most = 20;
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
}
