import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A process of its own that can be killed in the middle of its work. */
export class ChildReplica {
  private constructor(private readonly child: ChildProcess) {}

  /** Starts a program of this folder and waits until it says that it is ready. */
  static async start(program: string, env: Record<string, string>): Promise<ChildReplica> {
    const child = fork(join(__dirname, program), {
      execArgv: ['-r', 'reflect-metadata', '-r', join(__dirname, 'register-typescript.cjs')],
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const replica = new ChildReplica(child);
    await Promise.race([
      once(child, 'message'),
      once(child, 'exit').then(() => Promise.reject(new Error(`${program} ended before it was ready`))),
    ]);
    return replica;
  }

  /** kill -9 */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** SIGTERM, and then whatever the program does before it ends. */
  async terminate(): Promise<void> {
    await this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}
