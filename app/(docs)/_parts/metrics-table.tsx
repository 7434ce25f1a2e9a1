import { metricDefinitions } from '@/lib/metrics/definitions';
import { ScrollingTable } from './scrolling-table';

/** Every metric of the router's own, from the list that /metrics is written by. */
export function MetricsTable() {
  return (
    <ScrollingTable>
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col">Kind</th>
          <th scope="col">Labels</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {Object.values(metricDefinitions).map(({ name, type, labels, help }) => (
          <tr key={name}>
            <td data-column="Metric">
              <code>{name}</code>
            </td>
            <td data-column="Kind">{type}</td>
            <td data-column="Labels">{labels.join(', ')}</td>
            <td data-column="What it is">{help}</td>
          </tr>
        ))}
      </tbody>
    </ScrollingTable>
  );
}
