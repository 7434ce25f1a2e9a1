'use client';

import type { ComponentProps } from 'react';
import { Input } from '@/app/_ui/field';
import { withoutSecret } from './without-secret';

/** A text that a list is searched for. Of a whole token that is pasted only its id stays: what such a form sends is in the address. */
export function FilterInput(props: Omit<ComponentProps<typeof Input>, 'onChange' | 'value'>) {
  return (
    <Input
      {...props}
      autoComplete="off"
      spellCheck={false}
      onChange={({ currentTarget }) => {
        const text = withoutSecret(currentTarget.value);
        if (text !== currentTarget.value) currentTarget.value = text;
      }}
    />
  );
}
