import type { ComponentProps } from 'react';

/** One of a few choices that exclude each other. The dot is the platform's own, in our colour. */
export function RadioCard({ label, ...props }: Omit<ComponentProps<'input'>, 'type'> & { label: string }) {
  return (
    <label className="flex h-9 cursor-pointer items-center gap-2 rounded-md border border-line-strong bg-raised px-3 text-sm hover:border-field has-checked:border-accent has-checked:bg-accent-wash">
      <input type="radio" className="size-4 accent-accent" {...props} />
      {label}
    </label>
  );
}
