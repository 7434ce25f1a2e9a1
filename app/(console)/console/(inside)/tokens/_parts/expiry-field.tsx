'use client';

import { describedBy, Field, Input } from '@/app/_ui/field';
import type { FieldProblem } from '@/lib/admin/contract';
import { RadioCard } from './radio-card';

export interface Expiry {
  preset: keyof typeof presetDays | 'never' | 'kept' | 'own';
  /** A day, where it is one's own: `2027-01-31`. */
  day: string;
}

export const noExpiry: Expiry = { preset: 'never', day: '' };

const presetDays = { '30d': 30, '90d': 90, '1y': 365 } as const;
const words = { never: 'Never', '30d': '30 days', '90d': '90 days', '1y': 'A year', own: 'On a day' } as const;

interface Props {
  value: Expiry;
  onChange: (value: Expiry) => void;
  problem?: string | undefined;
  /** What it is now, where it may stay so. */
  kept?: string;
  /** It never ends as it is: then that is not said twice. */
  keepsNever?: boolean;
}

/** When a token ends. */
export function ExpiryField({ value, onChange, problem, kept, keepsNever = false }: Props) {
  const all = Object.entries(words) as [Exclude<Expiry['preset'], 'kept'>, string][];
  const options = all.filter(([preset]) => preset !== 'never' || !keepsNever);
  return (
    <fieldset>
      <legend className="font-medium text-sm">Ends</legend>
      <div className="mt-3 flex flex-wrap gap-2">
        {kept !== undefined && (
          <RadioCard
            name="expiry"
            label={kept}
            checked={value.preset === 'kept'}
            onChange={() => onChange({ ...value, preset: 'kept' })}
          />
        )}
        {options.map(([preset, label]) => (
          <RadioCard
            key={preset}
            name="expiry"
            label={label}
            checked={value.preset === preset}
            onChange={() => onChange({ ...value, preset })}
          />
        ))}
      </div>
      {value.preset === 'own' && (
        <div className="mt-3 max-w-72">
          <Field label="Day" id="expiry-day" note="At its first moment, UTC." problem={problem ?? null}>
            <Input
              {...describedBy('expiry-day', problem)}
              type="date"
              required
              value={value.day}
              onChange={(event) => onChange({ ...value, day: event.currentTarget.value })}
            />
          </Field>
        </div>
      )}
    </fieldset>
  );
}

/** The moment that was chosen; null for never, undefined where it stays as it is. */
export function expiryMoment({ preset, day }: Expiry, now: number): string | null | undefined {
  if (preset === 'kept') return undefined;
  if (preset === 'never') return null;
  if (preset === 'own') return day === '' ? undefined : `${day}T00:00:00Z`;
  return new Date(now + presetDays[preset] * 86_400_000).toISOString();
}

/** No moment: what goes to the server where `findNoDay` finds that none was said, to be refused there. */
export const noMoment = 'none';

/** What is wrong with it that only the form can tell. */
export function findNoDay({ preset, day }: Expiry): FieldProblem[] {
  return preset === 'own' && day === '' ? [{ path: 'expires_at', message: 'Choose the day on which it ends.' }] : [];
}
