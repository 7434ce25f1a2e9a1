import { endpoints } from '@/lib/docs/endpoints';

/** Every address of the API. */
export function EndpointTable() {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">Address</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map(({ method, path, summary, query, body, streams }) => (
          <tr key={path}>
            <td>
              <code>
                {method.toUpperCase()} {path}
              </code>
            </td>
            <td>
              {summary}
              {body && (
                <span className="block text-muted">
                  needs {body.required.join(', ')}
                  {streams && '; streams when asked to'}
                </span>
              )}
              {Object.keys(query).length > 0 && (
                <span className="block text-muted">query: {Object.keys(query).join(', ')}</span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
