import type { ComponentProps, ReactNode } from 'react';

interface Props extends Omit<ComponentProps<'input'>, 'type'> {
  label: ReactNode;
  note?: ReactNode;
}

/** Yes or no, decided when the form is sent. The box is the platform's own, in our colour. */
export function Checkbox(props: Props) {
  return <Choice {...props} className="mt-0.5 size-4 accent-accent" />;
}

/** On or off, at once. A checkbox by nature, so it works before and without a script. */
export function Switch(props: Props) {
  return <Choice {...props} role="switch" className={switchLook} />;
}

const switchLook = [
  'relative mt-px h-5 w-9 appearance-none rounded-full bg-field transition-colors checked:bg-accent disabled:cursor-not-allowed',
  'before:absolute before:top-0.5 before:left-0.5 before:size-4 before:rounded-full before:bg-paper before:shadow-low',
  'before:transition-transform checked:before:translate-x-4 focus-visible:rounded-full',
  'forced-colors:appearance-auto forced-colors:w-auto forced-colors:before:hidden',
].join(' ');

function Choice({ label, note, className, ...props }: Props) {
  return (
    <label className="flex items-start gap-2.5 has-disabled:cursor-not-allowed has-disabled:opacity-60">
      <input type="checkbox" className={`shrink-0 ${className}`} {...props} />
      <span className="text-sm">
        <span className="font-medium">{label}</span>
        {note && <span className="block text-muted">{note}</span>}
      </span>
    </label>
  );
}
