import { checkBounds } from '../../config/check-bounds';
import { checkNames } from '../../config/check-names';
import { checkSense } from '../../config/check-sense';
import type { Problem } from '../../config/configuration-error';
import type { Declared, DeclaredGroup, DeclaredProvider } from '../../config/declared';
import type { KnownIds } from '../../config/known-ids';

/** What a file was asked when it was read. */
export function checkAlone({ providers, groups }: Declared, known: KnownIds): Problem[] {
  return [
    ...checkNames({ providers, groups }, known),
    ...checkSense({ groups }),
    ...checkBounds(boundsOf(providers, groups)),
  ];
}

/** The numbers that cut each other short, by the names that a file has for them. */
function boundsOf(providers: readonly DeclaredProvider[], groups: readonly DeclaredGroup[]) {
  return {
    providers: providers.map(({ timeouts, models }) => ({
      timeouts: { first_byte_ms: timeouts.firstByteMs, idle_ms: timeouts.idleMs, total_ms: timeouts.totalMs },
      models: models.map(({ contextTokens, maxOutputTokens }) => {
        return { context_tokens: contextTokens, max_output_tokens: maxOutputTokens };
      }),
    })),
    groups: groups.map(({ retry }) => {
      return { retry: { attempt_timeout_ms: retry.attemptTimeoutMs, total_timeout_ms: retry.totalTimeoutMs } };
    }),
  };
}
