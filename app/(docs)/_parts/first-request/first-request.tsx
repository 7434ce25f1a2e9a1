import { isDemoPage } from '../is-demo-page';
import { FirstRequestCard } from './first-request-card';

/** Waits with the reader for their first request, and ticks it off. */
export async function FirstRequest() {
  return <FirstRequestCard isDemo={await isDemoPage()} />;
}
