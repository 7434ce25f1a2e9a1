import { expect, it } from 'vitest';
import { readCpuTime } from './cpu-time.mjs';

it.skipIf(readCpuTime() === null)('grows while this thread computes, and not while it waits', async () => {
  const begun = readCpuTime() ?? 0;
  await new Promise((resolve) => setTimeout(resolve, 200));
  const waited = (readCpuTime() ?? 0) - begun;
  const wall = performance.now();
  while ((readCpuTime() ?? 0) - begun - waited < 100);
  expect(waited).toBeLessThan(100);
  expect(performance.now() - wall).toBeGreaterThan(90);
});
