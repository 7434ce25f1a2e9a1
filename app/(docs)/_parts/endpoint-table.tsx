import { endpoints } from '@/lib/docs/endpoints';
import { ScrollingTable } from './scrolling-table';

/** Every address of the API. */
export function EndpointTable() {
  return (
    <ScrollingTable>
      <thead>
        <tr>
          <th scope="col">Address</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {endpoints.map(({ method, path, summary, query, body, streams }) => (
          <tr key={path}>
            <td data-column="Address">
              <code>
                {method.toUpperCase()} {path}
              </code>
            </td>
            <td data-column="What it is">
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
    </ScrollingTable>
  );
}
