/** A program started by a test that was itself killed must not go on by itself: its standard input ends then. */
export function endWithParent(): void {
  process.stdin.resume().once('close', () => process.exit());
}
