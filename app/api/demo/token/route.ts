import { offerTokens } from '@/lib/demo/offer-tokens';
import { findRuntime } from '@/lib/runtime/runtime';

export const dynamic = 'force-dynamic';

export const POST = (request: Request) => offerTokens(request, findRuntime());
