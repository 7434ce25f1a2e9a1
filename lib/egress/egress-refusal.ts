/** How a refused address is told from a dead one, by what has no class of ours to ask: each module graph has its own. */
export const egressRefused = 'EGRESS_REFUSED';

/** The router does not call there. The message names the address: for a log and an administrator, never for a caller. */
export class EgressRefusal extends Error {
  override readonly name = 'EgressRefusal';
  readonly code = egressRefused;
}

export function isEgressRefusal(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === egressRefused;
}
