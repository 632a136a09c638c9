import type { ErrorDetail } from '@har/errors';
import type { Course } from '../course/course.schema';

/** How to get a paid course, for the answer 402: a purchase, or a plan when it is offered by subscription. */
export function waysToBuy(course: Pick<Course, '_id' | 'price' | 'domain'>): ErrorDetail[] {
  if (course.price.pricing_model === 'subscription') {
    const message = `POST /api/v1/subscribe with a plan that opens ${course.domain} courses; GET /api/v1/plans lists them`;
    return [{ field: 'subscribe', message }];
  }
  const amount = (course.price.amount_minor / 100).toFixed(2);
  const message = `POST /api/v1/purchase with course_id ${String(course._id)} (${amount} ${course.price.currency})`;
  return [{ field: 'purchase', message }];
}
