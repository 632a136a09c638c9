import type { RunningApp } from './app-definition';

const DRAIN_MS = 30_000;

/**
 * The whole life of an app's process: start, say in one line what stops it from starting, drain on SIGTERM and SIGINT.
 */
export function runApp(start: () => Promise<RunningApp>): void {
  start().then(stopOnSignal, (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
}

function stopOnSignal(app: RunningApp): void {
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), DRAIN_MS).unref();
    app.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}
