export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function percentile(numbers, share) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** CPU per request beside the bare proxy's: of each round's two runs, which stood side by side, and the median of those. */
export function ratioTo(rounds, name, base) {
  return median(rounds.map((round) => round[name].cpu / round[base].cpu));
}

/** Results as a Markdown table that is also aligned for a terminal. */
export function table(results, base) {
  const rows = [['what', 'CPU µs/request', '× bare', 'requests/s', 'p50 ms', 'p99 ms', 'added p99 ms']];
  for (const { title, rounds, broken } of results) {
    for (const name of Object.keys(rounds[0])) {
      const figure = (key, digits) => median(rounds.map((round) => round[name][key])).toFixed(digits);
      const store = rounds[0][name].storeCpu === null ? '' : ` (+ ${figure('storeCpu', 0)} of the database)`;
      const ratio = rounds[0][base] ? ratioTo(rounds, name, base).toFixed(2) : '';
      const added = median(rounds.map((round) => round[name].p99 - (round['upstream, directly']?.p99 ?? Number.NaN)));
      const direct = name === 'upstream, directly';
      rows.push([
        `${title}: ${name}`,
        figure('cpu', 0) + store,
        direct ? '' : ratio,
        figure('rps', 0),
        figure('p50', 2),
        figure('p99', 2),
        direct || Number.isNaN(added) ? '' : added.toFixed(2),
      ]);
    }
    for (const [name, why] of Object.entries(broken)) rows.push([`${title}: ${name}`, why, '', '', '', '', '']);
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => pad(cell, widths[column], column)).join(' | ')} |`;
  const rule = `| ${widths.map((width, column) => (column ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))).join(' | ')} |`;
  return `${[line(rows[0]), rule, ...rows.slice(1).map(line)].join('\n')}\n`;
}

function pad(cell, width, column) {
  return column ? cell.padStart(width) : cell.padEnd(width);
}
