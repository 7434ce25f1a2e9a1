import fs from 'node:fs';

/**
 * The milliseconds that this thread has computed, or null where they cannot be told. A deadline in them blames a policy for
 * what it does, not for a busy machine or for a container that has used up its share and stands still for a while.
 */
export const readCpuTime = choose();

function choose() {
  // Since Node.js 23.9.
  if (process.threadCpuUsage) {
    return () => {
      const { user, system } = process.threadCpuUsage();
      return (user + system) / 1_000;
    };
  }
  try {
    // Linux; opened by the thread itself, since the path means whoever opens it. Its first number is nanoseconds.
    const file = fs.openSync('/proc/thread-self/schedstat');
    const bytes = Buffer.alloc(64);
    const read = () => Number.parseInt(bytes.latin1Slice(0, fs.readSync(file, bytes, 0, 64, 0)), 10) / 1e6;
    return read() > 0 ? read : () => null;
  } catch {
    return () => null;
  }
}
