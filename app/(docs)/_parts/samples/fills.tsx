'use client';

import { createContext, use } from 'react';
import { unknownModel, unknownToken, useHeld } from '@/app/_visit/held';
import { tokenPlace } from '@/app/_visit/working-text';

/** Is the token shown whole in the example around it? */
export const Revealed = createContext(false);

/** `{{model}}` of an example: a group of the reader's, once it is known who reads. */
export function Model() {
  return useHeld()?.model ?? unknownModel;
}

/** `{{token}}` of an example. The token itself is in the page only while its reader wants to see it. */
export function Token() {
  const held = useHeld();
  const revealed = use(Revealed);
  const shown = held && (revealed ? held.token : `${held.id}_••••••`);
  return <span {...{ [tokenPlace]: '' }}>{shown ?? unknownToken}</span>;
}
