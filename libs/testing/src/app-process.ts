import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from './eventually';

const READY_MS = 120_000;

/** One replica of an app as a process of its own, out of `dist/`: it can be killed, paused and started again. */
export class AppProcess {
  private child: ChildProcess | undefined;

  constructor(
    readonly name: string,
    private env: NodeJS.ProcessEnv,
    private readonly log_file: string,
  ) {}

  get url(): string {
    return `http://127.0.0.1:${this.env.PORT}`;
  }

  get running(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Starts it on its port; resolves when it is ready. @throws Error when the build is missing or it ends first */
  async start(): Promise<void> {
    const main = join(process.cwd(), 'dist', 'apps', this.name, 'src', 'main.js');
    if (!existsSync(main)) throw new Error(`${main} is missing: npm run build`);
    this.child = spawn(process.execPath, [main], { env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    const log = createWriteStream(this.log_file, { flags: 'a' });
    this.child.stdout?.pipe(log);
    this.child.stderr?.pipe(log);
    await eventually(async () => {
      if (this.running && !(await this.isReady(READY_MS))) throw new Error(`${this.name} is not ready`);
    }, READY_MS);
    if (!this.running) throw new Error(`${this.name} ended before it was ready; its log: ${this.log_file}`);
  }

  /** Variables that hold from its next start on. */
  configure(env: NodeJS.ProcessEnv): void {
    this.env = { ...this.env, ...env };
  }

  /** @param patience_ms how long its answer may take: a balancer waits less than a start */
  async isReady(patience_ms = 2_000): Promise<boolean> {
    try {
      const answer = await fetch(`${this.url}/health/ready`, { signal: AbortSignal.timeout(patience_ms) });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }

  /** kill -9 */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  /** SIGTERM, and then whatever the app does before it ends. @returns milliseconds until it ended */
  async terminate(): Promise<number> {
    const startedAt = Date.now();
    await this.end('SIGTERM');
    return Date.now() - startedAt;
  }

  /** SIGSTOP: it holds its connections and does nothing. */
  pause(): void {
    this.child?.kill('SIGSTOP');
  }

  /** SIGCONT */
  resume(): void {
    this.child?.kill('SIGCONT');
  }

  /** Ends it for good: drains, and is killed when it hangs. */
  async stop(): Promise<void> {
    if (!this.running) return;
    this.resume();
    const late = sleep(35_000, undefined, { ref: false }).then(() => this.kill());
    await Promise.race([this.terminate(), late]);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (!this.child || !this.running) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}
