import { readFileSync } from 'node:fs';

/** Linux counts a process's time in hundredths of a second. */
const tickMs = 10;

/**
 * How long a process works for one turn of something, on average: its own processor time, all threads, so that what else the
 * machine does counts for nothing. Where the system does not tell it, the time by the clock.
 */
export async function processorMs(pid: number, turns: number, turn: () => Promise<void>): Promise<number> {
  const read = () => usedMs(pid) ?? performance.now();
  const begun = read();
  for (let count = 0; count < turns; count += 1) await turn();
  return (read() - begun) / turns;
}

function usedMs(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name may hold spaces and stands in brackets; of the rest, user and system time are the 12th and 13th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * tickMs;
  } catch {
    return null;
  }
}
