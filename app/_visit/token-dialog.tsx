'use client';

import { lazy, Suspense, useEffect, useState } from 'react';
import { endTokenRequest, useTokenRequest } from './token-request';

/** Where any part of a page may ask for a token. The form and its dialog are fetched when they are first wanted. */
export function TokenDialog({ isDemo }: { isDemo: boolean }) {
  const asking = useTokenRequest();
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (asking) setWanted(true);
  }, [asking]);
  useEffect(() => endTokenRequest, []);
  if (!wanted) return null;
  return (
    <Suspense>
      <TokenForm open={asking} isDemo={isDemo} />
    </Suspense>
  );
}

const TokenForm = lazy(() => import('./token-form'));
