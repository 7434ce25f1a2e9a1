import { metricDefinitions } from '@/lib/metrics/definitions';
import { ScrollingTable } from './scrolling-table';

/** Every metric of the router's own, from the list that /metrics is written by. */
export function MetricsTable() {
  return (
    <ScrollingTable>
      <thead>
        <tr>
          <th scope="col">Metric</th>
          <th scope="col">What it is</th>
        </tr>
      </thead>
      <tbody>
        {Object.values(metricDefinitions).map(({ name, type, labels, help }) => (
          <tr key={name}>
            <td data-column="Metric">
              <code>{name}</code>
              <span className="block text-muted">
                {type}
                {labels.length > 0 && `, by ${labels.join(', ')}`}
              </span>
            </td>
            <td data-column="What it is">{help}</td>
          </tr>
        ))}
      </tbody>
    </ScrollingTable>
  );
}
