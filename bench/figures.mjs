export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Results as lines for a terminal: the median of each figure over the rounds, and the ratio that counts. */
export function table(results) {
  const lines = [row(['', 'CPU µs/request', 'requests/s', 'p50 ms', 'p99 ms', 'CPU ratio'])];
  for (const { kind, ratio, runs } of results) {
    for (const name of Object.keys(runs[0])) {
      const figure = (key, digits) => median(runs.map((run) => run[name][key])).toFixed(digits);
      const compared = name === 'router' ? `${ratio.toFixed(2)} ×` : '';
      lines.push(
        row([`${kind}, ${name}`, figure('cpu', 0), figure('rps', 0), figure('p50', 2), figure('p99', 2), compared]),
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

function row([first, ...rest]) {
  return first.padEnd(30) + rest.map((cell) => cell.padStart(16)).join('');
}
