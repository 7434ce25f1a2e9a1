/** What ends with one's sessions, beside them. */
export function nameOwnTokens(count: number): string {
  const tokens = count === 1 ? 'the admin token' : `the ${count.toLocaleString('en')} admin tokens`;
  return `${tokens} that you made, with whatever was made with ${count === 1 ? 'it' : 'them'}`;
}
