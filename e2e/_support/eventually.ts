import { setTimeout as pause } from 'node:timers/promises';

/** Waits until `look` gives something other than false, null or undefined; past the deadline it throws what was awaited. */
export async function eventually<T>(
  what: string,
  look: () => T | Promise<T>,
  withinMs = 15_000,
): Promise<Exclude<T, false | null | undefined>> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== false && found !== null && found !== undefined) return found as Exclude<T, false | null | undefined>;
    if (Date.now() > deadline) throw new Error(`waited ${withinMs} ms in vain: ${what}`);
    await pause(10);
  }
}

/** A promise that must settle in time. */
export function within<T>(what: string, promise: Promise<T>, withinMs = 15_000): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${withinMs} ms in vain: ${what}`)), withinMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Something a test opens when it is time; a scripted answer waits at it. */
export interface Gate {
  passed: Promise<void>;
  open(): void;
}

export function createGate(): Gate {
  let open = () => {};
  const passed = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { passed, open };
}
