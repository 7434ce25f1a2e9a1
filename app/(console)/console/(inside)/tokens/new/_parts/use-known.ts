'use client';

import { useEffect, useState } from 'react';
import { act } from '../../../../../_act/act';

export interface Known {
  /** Those that what is typed may become. */
  names: readonly string[];
  /** Whether there is one of just this name; null until the server has said so. */
  found: boolean | null;
  /** What is known of it. */
  words: string;
}

const waitMs = 200;

/** What there is of a name as it is typed, asked of the server a moment after the last key. */
export function useKnown(kind: 'user' | 'project', typed: string): Known {
  const text = typed.trim();
  const [known, setKnown] = useState<Known & { of: string }>({ of: '', names: [], found: null, words: '' });

  useEffect(() => {
    let isWanted = true;
    const timer = setTimeout(async () => {
      const found = await (kind === 'user' ? askUser(text) : askProject(text)).catch(() => null);
      if (isWanted && found) setKnown({ of: text, ...found });
    }, waitMs);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [kind, text]);

  return known.of === text ? known : { ...known, found: null };
}

async function askUser(text: string): Promise<Known | null> {
  const listed = await act('users.list', { search: text, limit: 20 });
  if (!listed.ok) return null;
  const names = listed.answer.data.map(({ user }) => user);
  const got = await act('users.get', { user: text });
  if (!got.ok) return { names, found: false, words: '' };
  const { kind, status, tokens } = got.answer;
  const who = kind === 'person' ? 'A person' : 'A service account';
  return { names, found: true, words: `${who} with ${count(tokens, 'token')}${say(status)}.` };
}

async function askProject(text: string): Promise<Known | null> {
  const listed = await act('projects.list', { search: text, limit: 20 });
  if (!listed.ok) return null;
  const names = listed.answer.data.map(({ project }) => project);
  const got = await act('projects.get', { project: text });
  if (!got.ok) return { names, found: false, words: '' };
  const { title, status, users } = got.answer;
  return { names, found: true, words: `${title ? `${title}: ` : ''}${count(users, 'user')}${say(status)}.` };
}

function count(number: number, noun: string): string {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

function say(status: string): string {
  return status === 'active' ? '' : `, and ${status}: its tokens are refused`;
}
