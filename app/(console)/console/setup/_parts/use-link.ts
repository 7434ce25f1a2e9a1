'use client';

import { useEffect, useState } from 'react';

/** What a set-up link is good for; null until that is known. */
export type Link = { token: string; name: string | null } | { message: string } | null;

/** Reads the link behind the #, takes it out of the address (and so out of the history), and asks for whom it is. */
export function useLink(): Link {
  const [link, setLink] = useState<Link>(null);

  useEffect(() => {
    let isHere = true;
    const token = location.hash.slice(1) || kept;
    if (!token) {
      setLink({ message: 'The part behind the # is missing. Copy the whole link, and open it again.' });
      return;
    }
    kept = token;
    history.replaceState(history.state, '', location.pathname);
    void askFor(token).then((answer) => isHere && setLink(answer));
    return () => {
      isHere = false;
    };
  }, []);

  return link;
}

/** React draws a page twice under development, and the address has it only once. */
let kept = '';

async function askFor(token: string): Promise<Link> {
  try {
    const response = await fetch('/api/auth/setup', { method: 'POST', body: token });
    const answer = await response.json();
    return response.ok ? { token, name: answer.name } : { message: String(answer.error?.message) };
  } catch {
    return { message: 'The server did not answer. Open the link again in a moment.' };
  }
}
