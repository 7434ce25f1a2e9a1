import { settingsOf } from '@/lib/docs/settings';

/** The environment variables of one group that the server reads. */
export function SettingsTable({ of }: { of: string }) {
  return (
    <dl>
      {Object.entries(settingsOf(of)).map(([name, setting]) => (
        <div key={name} id={name} className="setting">
          <dt>
            <code>{name}</code>
            <span>Default: {setting.default ?? 'none'}</span>
          </dt>
          <dd>
            {setting.description}
            {setting.example && (
              <>
                {' '}
                Example: <code>{setting.example}</code>
              </>
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
