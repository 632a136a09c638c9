import { join } from 'node:path';
import { createConnection } from 'mongoose';
import { Academy, testEnvironment, type AppName } from './academy';
import { AppProcess } from './app-process';
import { BalancedClient } from './balanced-client';
import { freePort } from './free-port';

export interface ProcessAcademyOptions {
  readonly services: readonly Exclude<AppName, 'gateway'>[];
  /** How many of each service and of the gateway; the simulator is always one. */
  readonly replicas?: number;
  /** Variables on top of the test's own, for every app. */
  readonly env?: NodeJS.ProcessEnv;
  /** Variables of one app alone: another way to a store, for instance. */
  readonly env_of?: (app: AppName) => NodeJS.ProcessEnv;
}

/** The platform as real processes that a test may kill, pause and start again; its `api` balances over the gateways. */
export class ProcessAcademy extends Academy {
  declare readonly api: BalancedClient;

  static async start(options: ProcessAcademyOptions): Promise<ProcessAcademy> {
    const names: AppName[] = [...options.services, 'gateway'];
    const ports = new Map<AppName, number[]>();
    for (const name of names) {
      const count = name === 'stripe-simulator' ? 1 : (options.replicas ?? 1);
      ports.set(name, await Promise.all(Array.from({ length: count }, () => freePort())));
    }
    const addressOf = (app: AppName) => `http://127.0.0.1:${ports.get(app)?.[0]}`;
    const env = await testEnvironment({
      LOG_LEVEL: 'info',
      ...(ports.has('stripe-simulator') && { STRIPE_API_BASE: addressOf('stripe-simulator') }),
      WEBHOOK_URL: `${addressOf('payment')}/api/v1/webhook/stripe`,
      ...options.env,
    });
    const processes = new Map<AppName, AppProcess[]>();
    for (const [name, numbers] of ports) {
      const own = { ...process.env, ...env, ...options.env_of?.(name), NODE_ENV: 'test' };
      const replicas = numbers.map((port, index) => {
        const log = join(env.DATA_DIR!, `${name}-${index}.log`);
        return new AppProcess(name, { ...own, PORT: String(port) }, log);
      });
      processes.set(name, replicas);
    }
    const connection = await createConnection(env.MONGODB_URI!).asPromise();
    const academy = new ProcessAcademy(
      env,
      processes,
      connection,
      new BalancedClient(processes.get('gateway')!),
    );
    try {
      await Promise.all([...processes.values()].flat().map((replica) => replica.start()));
    } catch (error) {
      await academy.stop();
      throw error;
    }
    return academy;
  }

  private constructor(
    env: NodeJS.ProcessEnv,
    private readonly processes: ReadonlyMap<AppName, readonly AppProcess[]>,
    connection: ConstructorParameters<typeof Academy>[2],
    balancer: BalancedClient,
  ) {
    super(env, processes, connection, balancer);
  }

  /** @throws Error when there is no such replica */
  replica(app: AppName, index = 0): AppProcess {
    const found = this.processes.get(app)?.[index];
    if (!found) throw new Error(`there is no replica ${index} of ${app}`);
    return found;
  }

  /** Every replica but the simulator: what an operator would restart. */
  replicas(): AppProcess[] {
    return [...this.processes].filter(([app]) => app !== 'stripe-simulator').flatMap(([, all]) => all);
  }

  override async stop(): Promise<void> {
    this.api.stop();
    await super.stop();
  }
}
