import { describedBy, Field, Select } from '@/app/_ui/field';
import { type Role, roles } from '@/lib/admin/roles';

/** A role, with what it is for. */
export function RoleSelect({
  value,
  onChange,
  among = roles,
}: {
  value: Role;
  onChange: (role: Role) => void;
  among?: readonly Role[];
}) {
  return (
    <Field label="Role" id="role" note={meanings[value]}>
      <Select value={value} onChange={(event) => onChange(event.target.value as Role)} {...describedBy('role')}>
        {among.map((role) => (
          <option key={role} value={role}>
            {role}
          </option>
        ))}
      </Select>
    </Field>
  );
}

const meanings: Record<Role, string> = {
  owner: 'Everything, and who else may come in.',
  admin: 'Everything but administrators: providers, groups, callers, tokens, configuration.',
  operator: 'Providers, targets and health. No callers, no tokens, no audit.',
  viewer: 'Looks at everything but secrets, and changes nothing.',
};
