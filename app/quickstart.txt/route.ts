import { offersTokens } from '@/lib/demo/offer-tokens';
import { pageSettings } from '@/lib/docs/page-settings';
import { quickstart } from '@/lib/docs/quickstart';
import { requestOrigin } from '@/lib/docs/request-origin';
import { textAnswer } from '@/lib/docs/text-answer';
import { findRuntime } from '@/lib/runtime/runtime';

/** Also what `curl <origin>/` gets: see the rewrite in next.config.mjs. */
export async function GET(): Promise<Response> {
  const { supportContact } = pageSettings();
  const origin = await requestOrigin();
  const runtime = findRuntime();
  const demo = runtime?.demo ?? null;
  const token = demo && offersTokens(runtime, origin) ? demo.tokens.good : null;
  return textAnswer(quickstart({ origin, demo, token, supportContact }));
}
