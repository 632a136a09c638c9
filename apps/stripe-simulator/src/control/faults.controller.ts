import { Controller, Delete, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { JsonBody } from '../http/stripe-controller';
import { noSuch } from '../http/stripe-error';
import { newId } from '../state/identifier';
import type { Fault } from '../state/records';
import { StateStore } from '../state/state-store';
import { ADD_FAULT, type FaultParams } from './control.schema';

/** Faults of requests and charges. */
@Controller('_simulator/faults')
export class FaultsController {
  constructor(@Inject(StateStore) private readonly store: StateStore) {}

  @Get()
  list(): { faults: readonly Fault[] } {
    return { faults: this.store.read((tx) => tx.all('fault')) };
  }

  @Post()
  @HttpCode(200)
  add(@JsonBody(ADD_FAULT) { times, ...fault }: FaultParams): Promise<Fault> {
    return this.store.run((tx) =>
      tx.put('fault', { ...fault, id: newId('fault'), remaining: times ?? null }),
    );
  }

  @Delete()
  async clear(): Promise<{ removed: number }> {
    const removed = await this.store.run((tx) => {
      const faults = tx.all('fault');
      for (const { id } of faults) tx.remove('fault', id);
      return faults.length;
    });
    return { removed };
  }

  @Delete(':id')
  async remove(@Param('id') id: string): Promise<{ removed: number }> {
    await this.store.run((tx) => {
      if (!tx.find('fault', id)) throw noSuch('fault', id, 'id', 404);
      tx.remove('fault', id);
    });
    return { removed: 1 };
  }
}
