import { ApiClient, type ApiAnswer, type ApiOptions } from './api-client';
import type { AppProcess } from './app-process';

const LOOK_EVERY_MS = 250;

/** Sends each request to the next replica that says it is ready, as a load balancer does. */
export class BalancedClient extends ApiClient {
  private ready: AppProcess[];
  private turn = 0;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly replicas: readonly AppProcess[]) {
    super(replicas[0]!.url);
    this.ready = [...replicas];
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
  }

  override request(method: string, path: string, body?: unknown, options?: ApiOptions): Promise<ApiAnswer> {
    const { url } = this.ready[this.turn++ % this.ready.length] ?? this.replicas[0]!;
    return new ApiClient(url).request(method, path, body, options);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const answers = await Promise.all(this.replicas.map((replica) => replica.isReady()));
    this.ready = this.replicas.filter((_, index) => answers[index]);
  }
}
