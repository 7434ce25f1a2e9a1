import fs from 'node:fs';

/** Microseconds of CPU a process has used, all its threads, user and system; 0 for what is gone. */
export function processCpu(pid, { andEnded = false } = {}) {
  try {
    const fields = fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').map(Number);
    const ticks = fields[11] + fields[12] + (andEnded ? fields[13] + fields[14] : 0);
    return ticks * 10_000;
  } catch {
    return 0;
  }
}

/** The same for a process and what it has started, those that have ended included. */
export function familyCpu(pid) {
  const children = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean);
  return children.reduce((sum, child) => sum + processCpu(child), processCpu(pid, { andEnded: true }));
}

/** What comes next from a child: its answer, or the news that there will be none. */
export function message(child) {
  return new Promise((resolve, reject) => {
    const gone = (code) => reject(new Error(`${child.spawnargs.at(-1)} ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (answer) => {
      child.off('exit', gone);
      resolve(answer);
    });
  });
}

/**
 * One run of one subject: { origin, pid, headers, storePid } under { kind, rate, seconds, connections }. CPU is per request and
 * the subject's own; its store's, where that is another process, stands apart in `storeCpu`.
 */
export async function measure(load, subject, job) {
  const cpuBefore = processCpu(subject.pid);
  const storeBefore = subject.storePid ? familyCpu(subject.storePid) : 0;
  const begun = performance.now();
  load.send({ ...job, origin: subject.origin, headers: subject.headers });
  const { requests, failed, p50, p99 } = await message(load);
  const seconds = (performance.now() - begun) / 1000;
  return {
    requests,
    failed,
    p50,
    p99,
    rps: requests / seconds,
    cpu: (processCpu(subject.pid) - cpuBefore) / requests,
    storeCpu: subject.storePid ? (familyCpu(subject.storePid) - storeBefore) / requests : null,
  };
}
