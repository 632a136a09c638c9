import { Injectable } from '@nestjs/common';
import { listEntitlementsOf, type EntitlementState } from '@har/contracts';
import { ServiceCaller, type CallContext } from '@har/routing';
import { EntitlementRepository } from './entitlement.repository';
import type { Entitlement } from './entitlement.schema';
import { opensCourse, type Sold } from './opens-course';

/** Whether users hold a right to open courses, by the service's own copy. */
@Injectable()
export class EntitlementService {
  constructor(
    private readonly entitlements: EntitlementRepository,
    private readonly caller: ServiceCaller,
  ) {}

  /** What opensCourse() is then asked about; in one query, before the course is known. */
  async listFor(userId: string, courseId: string): Promise<Entitlement[]> {
    return this.entitlements.listFor(userId, courseId);
  }

  /**
   * Whether a right opens the course now. When the own copy says no, payment is asked once, so that a purchase counts
   * from the moment it is complete.
   *
   * @throws CatalogueError SERVICE_UNAVAILABLE when payment must be asked and does not answer
   */
  async isEntitled(userId: string, course: Sold, context: CallContext): Promise<boolean> {
    if (await this.opensByCopy(userId, course)) return true;
    const { entitlements } = await this.caller.call(
      listEntitlementsOf,
      { body: { user_id: userId } },
      context,
    );
    for (const state of entitlements) await this.entitlements.keep(state);
    return this.opensByCopy(userId, course);
  }

  /** Keeps what payment says, whatever the order in which it arrives. */
  async keep(state: EntitlementState): Promise<void> {
    await this.entitlements.keep(state);
  }

  private async opensByCopy(userId: string, course: Sold): Promise<boolean> {
    const now = new Date();
    const held = await this.entitlements.listFor(userId, String(course._id));
    return held.some((entitlement) => opensCourse(entitlement, course, now));
  }
}
