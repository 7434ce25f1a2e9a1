import type { ReactNode } from 'react';
import { compareLists } from './compare-lists';
import { isSomething, renderItem, renderValue } from './render-value';

/** What a value was and what it is: the two, or, of two lists, each item that came, went or changed. */
export function ValueDifference({ from, to }: { from: unknown; to: unknown }) {
  const lists = compareLists(from, to);
  if (!lists) {
    return (
      <div className="space-y-0.5">
        {isSomething(from) && <Line sign="was">{renderValue(from)}</Line>}
        {isSomething(to) && <Line sign="is">{renderValue(to)}</Line>}
        {!isSomething(from) && !isSomething(to) && <Line sign="is">nothing</Line>}
      </div>
    );
  }
  const { items, unchanged, moved } = lists;
  return (
    <div className="space-y-0.5">
      {items.map(({ key, was, is, fields }) =>
        fields ? (
          <div key={key} className="font-mono text-xs">
            <p className="break-all text-soft">
              <span aria-hidden="true">~ </span>
              <span className="sr-only">changed: </span>
              {key}
            </p>
            <div className="ml-4 space-y-0.5">
              {fields.map(([field, before, after]) => (
                <p key={field} className="break-all">
                  <span className="text-muted">{field}</span> <del className="text-bad">{renderValue(before)}</del>{' '}
                  <span aria-hidden="true">→</span> <ins className="text-good no-underline">{renderValue(after)}</ins>
                </p>
              ))}
            </div>
          </div>
        ) : (
          <Line key={key} sign={is === undefined ? 'was' : 'is'}>
            {renderItem(key, is === undefined ? was : is)}
          </Line>
        ),
      )}
      {moved && <p className="text-muted text-xs">in another order</p>}
      {unchanged > 0 && <p className="text-muted text-xs">{`${unchanged.toLocaleString('en')} as before`}</p>}
    </div>
  );
}

/** Told apart by a sign and a word as well as by colour. */
function Line({ sign, children }: { sign: 'was' | 'is'; children: ReactNode }) {
  const Element = sign === 'was' ? 'del' : 'ins';
  return (
    <p className={`break-words font-mono text-xs ${sign === 'was' ? 'text-bad' : 'text-good'}`}>
      <span aria-hidden="true">{sign === 'was' ? '− ' : '+ '}</span>
      <span className="sr-only">{sign === 'was' ? 'was: ' : 'is: '}</span>
      <Element className="no-underline">{children}</Element>
    </p>
  );
}
