import { actions, adminScopes, mayRole, type Role, scopeOf } from '@/lib/admin/roles';

/** What a token is narrowed to: of what its role includes, nothing else. None chosen is all of it. */
export function ScopeChoice({ role }: { role: Role }) {
  const included = adminScopes.filter((scope) =>
    actions.some((action) => scopeOf(action) === scope && mayRole(role, action)),
  );
  return (
    <fieldset>
      <legend className="font-medium text-sm">Only for</legend>
      <div className="mt-2 grid grid-cols-2 gap-x-4 gap-y-1.5 sm:grid-cols-3">
        {included.map((scope) => (
          <label key={`${role} ${scope}`} className="flex items-center gap-2 text-sm">
            <input type="checkbox" name="scopes" value={scope} className="size-4 accent-accent" />
            {scope}
          </label>
        ))}
      </div>
      <p className="mt-2 text-muted text-sm">Choose none for everything that the role includes.</p>
    </fieldset>
  );
}
