/**
 * A store's error in words fit for a log: its code and message, never the statement's parameters, which Drizzle puts into
 * its own message, and never the address, which may hold a password.
 */
export function explainStoreError(error: unknown): string {
  const cause = innermost(error);
  if (!(cause instanceof Error)) return String(cause);
  const code = storeErrorCode(cause);
  if (cause instanceof AggregateError && !cause.message) return explainStoreError(cause.errors[0]);
  return code && !cause.message.includes(code) ? `${cause.message} (${code})` : cause.message;
}

/** SQLSTATE of an error the store answered with, or the driver's or system's own code. */
export function storeErrorCode(error: unknown): string | null {
  const cause = innermost(error);
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : null;
}

/** Whether the store itself answered so, in contrast to not being reached. */
export function isStoreAnswer(error: unknown): boolean {
  const cause = innermost(error);
  return cause instanceof Error && cause.name === 'PostgresError';
}

/** Whether an error took the connection with it: the driver's own, the system's, or the server's last word. */
export function isConnectionLost(error: unknown): boolean {
  const cause = innermost(error);
  if (!(cause instanceof Error)) return false;
  if (isStoreAnswer(cause)) return 'severity' in cause && (cause.severity === 'FATAL' || cause.severity === 'PANIC');
  return 'syscall' in cause || (storeErrorCode(cause) ?? '').startsWith('CONNECT');
}

function innermost(error: unknown): unknown {
  return error instanceof Error && error.cause instanceof Error ? innermost(error.cause) : error;
}
