import type { INestApplicationContext } from '@nestjs/common';
import { TeachingRebuildService, type FiguresRepair } from './teaching/teaching-rebuild.service';

/**
 * Computes anew what `instructor_info` counts, and mends what differs: what it returns should be empty.
 *
 * @param context the service's modules, started without its port
 */
export async function rebuildCounters(context: INestApplicationContext): Promise<FiguresRepair[]> {
  return context.get(TeachingRebuildService, { strict: false }).rebuildAll();
}
