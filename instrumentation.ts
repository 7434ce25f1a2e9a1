/** Next calls this once as a server starts, whichever door that is; under server.ts the runtime is there already. */
export async function register(): Promise<void> {
  // A block and not an early return: Next takes the whole of it out of what it builds for other runtimes.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startRuntime } = await import('./lib/runtime/start');
    const { plainNextEnvironment } = await import('./lib/runtime/plain-next');
    const { announce } = await import('./lib/demo/announce');
    try {
      const runtime = await startRuntime(plainNextEnvironment(process.env));
      if (!runtime.announced) announce(runtime);
    } catch (error) {
      // Next would log this and go on, never ready and never ended.
      process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
      process.exit(1);
    }
  }
}
