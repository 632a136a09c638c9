import { Injectable } from '@nestjs/common';
import {
  enrollmentCreated,
  enrollmentDropped,
  entitlementChanged,
  type EnrollmentFact,
  type EntitlementState,
} from '@har/contracts';
import { OnEvent, type EventEnvelope } from '@har/messaging';
import { EntitlementService } from '../entitlement/entitlement.service';
import { ReviewVerificationService } from './review-verification.service';

/** Looks again at a review when its author joins, leaves, or gains or loses a right to the course. */
@Injectable()
export class ReviewVerificationListener {
  constructor(
    private readonly verification: ReviewVerificationService,
    private readonly entitlements: EntitlementService,
  ) {}

  @OnEvent(enrollmentCreated)
  async onEnrollmentCreated({ payload }: EventEnvelope<EnrollmentFact>): Promise<void> {
    await this.verification.refresh(payload.user_id, payload.course_id);
  }

  @OnEvent(enrollmentDropped)
  async onEnrollmentDropped({ payload }: EventEnvelope<EnrollmentFact>): Promise<void> {
    await this.verification.refresh(payload.user_id, payload.course_id);
  }

  @OnEvent(entitlementChanged)
  async onEntitlementChanged({ payload }: EventEnvelope<EntitlementState>): Promise<void> {
    if (payload.course_id === null) return;
    // Whoever else handles this event may come after: the copy must know it now.
    await this.entitlements.keep(payload);
    await this.verification.refresh(payload.user_id, payload.course_id);
  }
}
