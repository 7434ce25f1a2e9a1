import { useId } from 'react';
import { describedBy, Field, Select } from '@/app/_ui/field';

interface Props {
  /** Empty for models of every tier. */
  value: string;
  onChange(value: string): void;
}

/** The dearest models a token may use, by the tiers that the deployment gives them. */
export function TierField({ value, onChange }: Props) {
  const id = useId();
  return (
    <div className="sm:max-w-md">
      <Field
        id={id}
        label="Models up to tier"
        note="Models have tiers from 0 to 9 where their providers’ pages say so. With a ceiling, a model whose tier is not said is not used."
      >
        <Select {...describedBy(id)} value={value} onChange={(event) => onChange(event.target.value)}>
          <option value="">Every tier</option>
          {Array.from({ length: 10 }, (_, tier) => String(tier)).map((tier) => (
            <option key={tier} value={tier}>
              {tier}
            </option>
          ))}
        </Select>
      </Field>
    </div>
  );
}
