'use client';

import { useState } from 'react';
import { Input } from '@/app/_ui/field';
import { withoutSecret } from './without-secret';

interface Props {
  id: string;
  value: string;
}

/** The words that a list is searched for. Of a whole token that is pasted only its id stays: what a form sends is in the address. */
export function SearchField({ id, value }: Props) {
  const [text, setText] = useState(value);
  return (
    <Input
      id={id}
      type="search"
      name="search"
      placeholder="alice, shop, or a token id"
      autoComplete="off"
      spellCheck={false}
      maxLength={200}
      value={text}
      onChange={(event) => setText(withoutSecret(event.currentTarget.value))}
    />
  );
}
