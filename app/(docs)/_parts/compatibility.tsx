import { type CallerDialect, compatibilityTable, effortRows, quirkRows } from '@/lib/docs/compatibility';
import { ScrollingTable } from './scrolling-table';

const words = { carried: 'carried', bridged: 'bridged', degraded: 'left out', refused: 'refused', passed: 'passed' };

/** What becomes of each feature that a caller of one dialect can ask for, at targets of every other. */
export function CompatibilityTable({ caller }: { caller: CallerDialect }) {
  const { targets, rows } = compatibilityTable(caller);
  return (
    <ScrollingTable>
      <thead>
        <tr>
          <th scope="col">Feature</th>
          {targets.map((target) => (
            <th scope="col" key={target}>
              {target}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ feature, words: meaning, passages }) => (
          <tr key={feature}>
            <td>
              <code>{feature}</code>
              <span className="block text-muted">{meaning}</span>
            </td>
            {passages.map((passage, place) => (
              <td key={targets[place]} className={passage === 'refused' ? 'text-muted' : undefined}>
                {words[passage]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </ScrollingTable>
  );
}

export function EffortTable() {
  return (
    <TwoColumns
      head={['Effort', 'Tokens']}
      rows={effortRows.map(([effort, tokens]) => [effort, tokens.toLocaleString('en')])}
    />
  );
}

export function QuirkTable() {
  return <TwoColumns head={['Quirk', 'The provider']} rows={quirkRows} />;
}

function TwoColumns({ head, rows }: { head: readonly [string, string]; rows: readonly (readonly [string, string])[] }) {
  return (
    <table>
      <thead>
        <tr>
          {head.map((title) => (
            <th scope="col" key={title}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, meaning]) => (
          <tr key={name}>
            <td>
              <code>{name}</code>
            </td>
            <td>{meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
