import { offersTokens } from '@/lib/demo/offer-tokens';
import { requestOrigin } from '@/lib/docs/request-origin';
import { findRuntime } from '@/lib/runtime/runtime';

/** May the page under way offer the demo's own token? */
export async function isDemoPage(): Promise<boolean> {
  return offersTokens(findRuntime(), await requestOrigin());
}
