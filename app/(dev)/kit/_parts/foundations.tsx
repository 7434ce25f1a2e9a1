import { Logo } from '@/app/_ui/logo';
import { Line, Piece, Shelf } from './shelf';

const grounds = ['bg-paper', 'bg-surface', 'bg-raised', 'bg-sunken', 'bg-line', 'bg-line-strong', 'bg-field'];
const inks = ['bg-ink', 'bg-soft', 'bg-muted', 'bg-accent', 'bg-accent-strong', 'bg-good', 'bg-warn', 'bg-bad'];
const washes = ['bg-accent-wash', 'bg-good-wash', 'bg-warn-wash', 'bg-bad-wash'];
const sizes = ['text-4xl', 'text-3xl', 'text-2xl', 'text-xl', 'text-lg', 'text-base', 'text-sm', 'text-xs'];
const shadows = ['shadow-low', 'shadow-menu', 'shadow-dialog'];

export function Foundations() {
  return (
    <Shelf title="Foundations">
      <Piece name="logo">
        <div className="flex items-end gap-6">
          <Logo className="size-4" />
          <Logo className="size-6" />
          <Logo className="size-8" />
          <Logo className="size-16" />
        </div>
      </Piece>
      <Piece name="colour">
        <div className="grid grid-cols-3 gap-3 sm:grid-cols-5 lg:grid-cols-7">
          {[...grounds, ...inks, ...washes].map((name) => (
            <div key={name} className="text-xs">
              <div className={`h-12 rounded-md border border-line ${name}`} />
              <span className="text-muted">{name.slice(3)}</span>
            </div>
          ))}
        </div>
      </Piece>
      <Piece name="type">
        <div className="space-y-2">
          {sizes.map((name) => (
            <p key={name} className={`${name} tracking-tight`}>
              The name stays <span className="font-mono text-muted">{name}</span>
            </p>
          ))}
        </div>
      </Piece>
      <Piece name="elevation">
        <Line>
          {shadows.map((name) => (
            <div key={name} className={`rounded-lg border border-line bg-raised px-6 py-5 font-mono text-xs ${name}`}>
              {name}
            </div>
          ))}
        </Line>
      </Piece>
    </Shelf>
  );
}
