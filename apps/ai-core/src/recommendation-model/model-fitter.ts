import { extname, join, resolve } from 'node:path';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Piscina } from 'piscina';
import type { FitTask } from './model-fit';

/** As long as a replica may claim the fit for itself. */
const LONGEST_FIT_MS = 120_000;
const EXTENSION = extname(__filename);
/** A thread that is started from the sources compiles what it loads. */
const COMPILING = ['--require', resolve('tools/compile-on-load.cjs')];

/** Fits models in a thread of its own, which exists only while it is needed: requests do not wait for it. */
@Injectable()
export class ModelFitter implements OnApplicationShutdown {
  private readonly pool = new Piscina({
    filename: join(__dirname, `model-fit.worker${EXTENSION}`),
    execArgv: EXTENSION === '.ts' ? COMPILING : [],
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: 1_000,
  });

  /** @throws AbortError after two minutes */
  async fit(task: FitTask): Promise<Buffer> {
    const signal = AbortSignal.timeout(LONGEST_FIT_MS);
    return Buffer.from((await this.pool.run(task, { signal })) as Uint8Array);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool.destroy();
  }
}
