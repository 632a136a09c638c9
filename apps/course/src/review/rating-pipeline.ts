import type { PipelineStage } from 'mongoose';
import { courseChanged, STARS, type CourseChanged } from '@har/contracts';

type Update = Exclude<PipelineStage, PipelineStage.Merge | PipelineStage.Out>[];

/** A rating that moved from one number of stars to another; null is none. */
export interface RatingStep {
  readonly event_id: string;
  readonly from: number | null;
  readonly to: number | null;
  readonly at: Date;
}

/** Events that a course remembers to have counted, as applyOnce() does. */
const WINDOW = 200;

/**
 * The average of some reviews, 0 to 5 with two decimals; the same by the database, by averageExpression(). Whole numbers
 * until the last step, so that both round alike.
 */
export function averageOf(stars: number, reviews: number): number {
  return reviews <= 0 ? 0 : Math.floor((200 * stars + reviews) / (2 * reviews)) / 100;
}

function averageExpression(stars: object, reviews: string): object {
  const hundredths = {
    $floor: { $divide: [{ $add: [{ $multiply: [200, stars] }, reviews] }, { $multiply: [2, reviews] }] },
  };
  const average = { $divide: [hundredths, 100] };
  // Events that come in another order than they happened leave odd counts, until the last of them has come.
  return { $cond: [{ $lte: [reviews, 0] }, 0, { $min: [5, { $max: [0, average] }] }] };
}

/**
 * The update of one course that counts a rating that moved: distribution, total and average move in one atomic step, with the version and the event that tells them, which is made of the course as it is after it.
 */
export function ratingPipeline({ event_id, from, to, at }: RatingStep): Update {
  const delta = (stars: number) => (stars === to ? 1 : 0) - (stars === from ? 1 : 0);
  const counts = STARS.map((star) => `$rating_counts.${star}`);
  const sum = { $add: counts.map((path, i) => ({ $multiply: [path, i + 1] })) };
  const moved = STARS.map((star): [string, object] => {
    const kept = { $ifNull: [`$rating_counts.${star}`, 0] };
    return [star, { $add: [kept, delta(Number(star))] }];
  });
  return [
    { $set: { rating_counts: Object.fromEntries(moved) as object, version: { $add: ['$version', 1] } } },
    { $set: { reviews_count: { $max: [0, { $add: counts }] } } },
    { $set: { average_rating: averageExpression(sum, '$reviews_count') } },
    {
      $set: {
        applied_events: {
          $slice: [{ $concatArrays: [{ $ifNull: ['$applied_events', []] }, [event_id]] }, -WINDOW],
        },
        outbox: { $concatArrays: [{ $ifNull: ['$outbox', []] }, [changedEvent(event_id, at)]] },
      },
    },
  ] as Update;
}

function changedEvent(cause: string, at: Date): object {
  const payload: Record<keyof CourseChanged, unknown> = {
    course_id: { $toString: '$_id' },
    version: '$version',
    status: '$status',
    title: '$title',
    domain: '$domain',
    stack: '$stack',
    keywords: '$keywords',
    language: '$language',
    instructor_id: { $toString: '$instructor_id' },
    published_at: { $ifNull: [{ $toString: '$published_at' }, null] },
    average_rating: '$average_rating',
    reviews_count: '$reviews_count',
  };
  return { id: `${courseChanged.type}:${cause}`, type: courseChanged.type, at, payload };
}
