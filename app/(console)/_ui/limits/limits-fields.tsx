'use client';

import { useId } from 'react';
import { describedBy, Field, Input } from '@/app/_ui/field';
import type { LimitDraft } from './limit-draft';
import { type LimitField, limitRows } from './limit-fields';

interface Props {
  draft: LimitDraft;
  /** What is wrong with a limit, by its path. */
  problemOf(path: string): string | null | undefined;
  onChange(draft: LimitDraft): void;
}

/** A field for each limit there is. Empty is not limited. */
export function LimitsFields({ draft, problemOf, onChange }: Props) {
  const [rates = [], ...quotas] = limitRows;
  const shared = { draft, problemOf, onChange };
  return (
    <div className="space-y-6">
      <Fields legend="At a time" about="A minute is any 60 seconds." fields={rates} {...shared} wide />
      <Fields
        legend="In all"
        about="By the calendar in UTC: days begin at midnight, months on the first."
        fields={quotas.flat()}
        {...shared}
      />
    </div>
  );
}

interface FieldsProps extends Props {
  legend: string;
  about: string;
  fields: readonly LimitField[];
  wide?: boolean;
}

function Fields({ legend, about, fields, wide = false, draft, problemOf, onChange }: FieldsProps) {
  const id = useId();
  return (
    <fieldset>
      <legend className="font-medium text-sm">{legend}</legend>
      <p className="mt-0.5 text-muted text-sm">{about} Empty: not limited.</p>
      <div
        className={`mt-3 grid items-start gap-x-4 gap-y-4 sm:grid-cols-2 ${wide ? 'lg:grid-cols-4' : 'md:grid-cols-3'}`}
      >
        {fields.map(({ path, label, isMoney }) => {
          const problem = problemOf(path) ?? null;
          const field = `${id}-${path}`;
          return (
            <Field key={path} id={field} label={label} problem={problem}>
              <Input
                {...describedBy(field, problem)}
                inputMode={isMoney ? 'decimal' : 'numeric'}
                autoComplete="off"
                value={draft[path] ?? ''}
                onChange={(event) => onChange({ ...draft, [path]: event.target.value })}
              />
            </Field>
          );
        })}
      </div>
    </fieldset>
  );
}
