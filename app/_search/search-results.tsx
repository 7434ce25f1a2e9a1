import Link from 'next/link';
import type { MouseEvent, RefObject } from 'react';
import { classes } from '@/app/_ui/classes';
import type { Place } from './first-places';
import { Marked } from './marked';
import { snippetOf } from './snippet';

interface Props {
  id: string;
  list: RefObject<HTMLDivElement | null>;
  heading: string | null;
  places: readonly Place[];
  choice: number | null;
  onPoint: (choice: number) => void;
  onChoose: (event: MouseEvent<HTMLAnchorElement>) => void;
}

/** The places as options that the field points at, each a link that can also be opened elsewhere. */
export function SearchResults({ id, list, heading, places, choice, onPoint, onChoose }: Props) {
  return (
    <div ref={list} className="min-h-0 grow overflow-y-auto overscroll-contain p-2">
      {heading && <p className="px-3 pt-2 pb-1.5 text-muted text-xs">{heading}</p>}
      <div id={`${id}-list`} role="listbox" aria-label="Places">
        {places.map((place, index) => (
          <Link
            key={`${place.address} ${place.title}`}
            id={`${id}-${index}`}
            href={place.address}
            prefetch={false}
            role="option"
            tabIndex={-1}
            aria-selected={index === choice}
            aria-describedby={`${id}-${index}-text`}
            onClick={onChoose}
            onMouseMove={() => index !== choice && onPoint(index)}
            className={classes(
              'block rounded-md px-3 py-2.5 outline-offset-[-2px] forced-colors:aria-selected:outline',
              index === choice && 'bg-accent-wash',
            )}
          >
            <Line place={place} id={`${id}-${index}-text`} />
          </Link>
        ))}
      </div>
    </div>
  );
}

const labels: Record<Place['kind'], string> = {
  docs: 'Docs',
  error: 'Error',
  setting: 'Setting',
  api: 'API',
  word: 'Word',
  page: 'Page',
};

const nothing: ReadonlySet<string> = new Set();

/** Its title, its kind and where it stands are the option's name; what it says is its description. */
function Line({ place: { kind, title, trail, codes, text, found = nothing }, id }: { place: Place; id: string }) {
  const isName = kind === 'setting' || kind === 'api';
  return (
    <>
      <span className="flex items-baseline gap-3">
        <span className={classes('min-w-0 truncate font-medium text-ink', isName && 'font-mono')}>
          <Marked text={title} found={found} />
        </span>
        <span className="ml-auto shrink-0 text-muted text-xs">{labels[kind]}</span>
      </span>
      {kind === 'error' ? (
        <span className="block truncate font-mono text-muted text-xs">
          <Marked text={codes.join(' · ')} found={found} />
        </span>
      ) : (
        trail.length > 0 && <span className="block truncate text-muted text-xs">{trail.join(' › ')}</span>
      )}
      <span id={id} aria-hidden="true" className="mt-0.5 line-clamp-2 text-soft [font-variant-ligatures:none]">
        <Marked text={snippetOf(text, found)} found={found} />
      </span>
    </>
  );
}
