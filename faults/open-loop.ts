import { Agent, request } from 'node:http';

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
  readonly token?: string;
}

export interface Outcome {
  readonly status: number;
  readonly took_ms: number;
  readonly retry_after: boolean;
}

const TIMEOUT_MS = 10_000;
const TICK_MS = 10;

/** Sends requests at a rate that does not care how fast they are answered, as visitors do. */
export class OpenLoop {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 2_000 });

  constructor(private readonly base: string) {}

  /** @returns what became of each, in no order */
  async run(per_second: number, seconds: number, next: () => Sent): Promise<Outcome[]> {
    const running: Promise<Outcome>[] = [];
    const startedAt = performance.now();
    await new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        const elapsed = Math.min(performance.now() - startedAt, seconds * 1_000);
        const due = Math.floor((elapsed / 1_000) * per_second);
        while (running.length < due) running.push(this.send(next()));
        if (elapsed < seconds * 1_000) return;
        clearInterval(timer);
        resolve();
      }, TICK_MS);
    });
    return Promise.all(running);
  }

  /** So many at once, each followed by another when it is answered. @returns answered with success a second */
  async saturate(clients: number, seconds: number, next: () => Sent): Promise<number> {
    const endAt = performance.now() + seconds * 1_000;
    let good = 0;
    const client = async () => {
      while (performance.now() < endAt) if ((await this.send(next())).status < 300) good += 1;
    };
    await Promise.all(Array.from({ length: clients }, client));
    return good / seconds;
  }

  send({ method, path, body, token }: Sent): Promise<Outcome> {
    const startedAt = performance.now();
    const text = body && JSON.stringify(body);
    return new Promise((resolve) => {
      const finish = (status: number, retry_after = false) =>
        resolve({ status, took_ms: performance.now() - startedAt, retry_after });
      const sent = request(`${this.base}/api/v1${path}`, {
        method,
        agent: this.agent,
        timeout: TIMEOUT_MS,
        headers: {
          ...(text && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
          ...(token && { authorization: `Bearer ${token}` }),
        },
      });
      sent.on('response', (answer) => {
        answer.resume();
        answer.on('end', () => finish(answer.statusCode!, answer.headers['retry-after'] !== undefined));
        answer.on('error', () => finish(0));
      });
      sent.on('timeout', () => sent.destroy());
      sent.on('error', () => finish(0));
      sent.end(text);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Milliseconds that `share` of the outcomes stayed below. */
export function percentile(outcomes: readonly Outcome[], share: number): number {
  const times = outcomes.map(({ took_ms }) => took_ms).sort((a, b) => a - b);
  return times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
}
