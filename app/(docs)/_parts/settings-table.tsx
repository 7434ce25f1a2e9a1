import { settingGroups } from '@/lib/docs/settings';

/** Every environment variable the server reads. */
export function SettingsTable() {
  return settingGroups.map((group) => (
    <section key={group.title}>
      <h2>{group.title}</h2>
      <dl>
        {Object.entries(group.settings).map(([name, setting]) => (
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
    </section>
  ));
}
