import { pageSettings } from '@/lib/docs/page-settings';
import { requestOrigin } from '@/lib/docs/request-origin';
import { isDemoPage } from '../is-demo-page';
import { FirstRequestCard } from './first-request-card';

/** Waits with the reader for their first request, and ticks it off. */
export async function FirstRequest() {
  const [isDemo, origin] = await Promise.all([isDemoPage(), requestOrigin()]);
  return <FirstRequestCard isDemo={isDemo} origin={origin} supportContact={pageSettings().supportContact} />;
}
